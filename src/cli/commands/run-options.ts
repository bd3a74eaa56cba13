// `run` on the command line. Its words are the command's own, so that yargs must not read them.

import type { Argv } from 'yargs';
import { DRY_RUN } from './change.ts';

export type RunRequest = { command: readonly string[]; dryRun: boolean };

/** What `run` is to do; a sentence where it is asked wrongly; null where something else is asked. */
export function parseRun([name, ...words]: readonly string[]): RunRequest | string | null {
  if (name !== 'run') return null;
  const end = words.findIndex((word) => word === '--' || !word.startsWith('-'));
  const options = end < 0 ? words : words.slice(0, end);
  if (options.includes('--help') || options.includes('-h')) return null;
  const unknown = options.find((word) => word !== '--dry-run');
  if (unknown !== undefined) return `run has no option ${JSON.stringify(unknown)}`;
  const command = end < 0 ? [] : words.slice(words[end] === '--' ? end + 1 : end);
  return command[0] === undefined || command[0] === '' ? 'run needs a command' : { command, dryRun: options.length > 0 };
}

/** For the overview and for `run --help`. */
export function addRun(parser: Argv): void {
  parser.command('run [--dry-run] [--] COMMAND...', 'Run one command that can write to /usr; the rest cannot', (command) =>
    command
      .epilogue('The rest of the host sees what it writes and cannot write. Its exit code is the command\'s.')
      .option('dry-run', DRY_RUN)
      .example('sudo usr-overlay run apt-get install -y strace', 'until the next reboot')
      .example('usr-overlay run --dry-run apt-get upgrade', 'show what that would do'),
  );
}
