// `run` on the command line. Its words are the command's own, so that yargs must not read them.

import type { Argv } from 'yargs';

/** The command that `run` is given; a sentence where it is given wrongly; null where something else is asked. */
export function commandToRun(words: readonly string[]): readonly string[] | string | null {
  const [name, first, ...rest] = words;
  if (name !== 'run' || first === '--help' || first === '-h') return null;
  const command = first === '--' ? rest : words.slice(1);
  if (command[0] === undefined || command[0] === '') return 'run needs a command';
  return first !== '--' && command[0].startsWith('-') ? `run has no option ${JSON.stringify(command[0])}` : command;
}

/** For the overview and for `run --help`. */
export function addRun(parser: Argv): void {
  parser.command('run [--] COMMAND...', 'Run one command that can write to /usr; the rest of the host cannot', (command) =>
    command
      .usage('usr-overlay run [--] COMMAND...\n\nRuns one command that can write to /usr. The rest of the host sees what it writes\nand cannot write. Its exit code is the command\'s.')
      .example('sudo usr-overlay run apt-get install -y strace', 'one package, until the next reboot'),
  );
}
