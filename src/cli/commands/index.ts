// The command line as a whole: yargs parses by it, and --help and the shells' completions are made of it.

import type { Argv } from 'yargs';
import { addCheck } from './check-options.ts';
import { tellCommands, type Job } from './command.ts';
import type { Context } from '../context.ts';
import { addDiff } from './see.ts';
import { addDoctor } from './doctor-options.ts';
import { addDown, addHolders, addStatus, addUp } from './change.ts';
import { PAGE_NAMES } from '../page-names.ts';
import { addLog, addPutBack, addRecord } from './other.ts';
import { addRun } from './run-options.ts';

type Add = (parser: Argv, choose: (job: Job) => void, context: Context) => void;

/** In the order of `usr-overlay --help`. */
export const GROUPS: readonly { title: string; commands: readonly Add[] }[] = [
  { title: 'Change /usr', commands: [addUp, addDown, addRun] },
  { title: 'See what is on it', commands: [addStatus, addDiff, addHolders, addLog] },
  { title: 'Repair', commands: [addDoctor] },
  { title: 'The guard', commands: [addCheck] },
  { title: 'The manual', commands: [addHelp] },
  { title: 'Called by hooks and at boot', commands: [addRecord, addPutBack] },
];

/** `choose` gets the work of the command that is named. */
export function addCommands(parser: Argv, choose: (job: Job) => void, context: Context): void {
  for (const add of all()) add(parser, choose, context);
}

export function commandNames(context: Context): string[] {
  return namesOf(all(), context);
}

const all = (): Add[] => GROUPS.flatMap(({ commands }) => commands);

function namesOf(adds: readonly Add[], context: Context): string[] {
  return tellCommands((parser) => adds.forEach((add) => add(parser, () => undefined, context))).map(({ name }) => name);
}

function addHelp(parser: Argv, _: unknown, context: Context): void {
  const others = namesOf(all().filter((add) => add !== addHelp), context);
  parser.command('help [page]', 'Show a manual page, or what `--help` shows of a command', (command) =>
    command
      .positional('page', { completes: { folders: false, words: [...others, ...PAGE_NAMES] }, describe: `A command, or a manual page: ${PAGE_NAMES.join(', ')}` })
      .example('usr-overlay help apt-image-based', 'the manual page, for hosts without man')
      .example('usr-overlay help apt-image-based.toml', 'the keys of the configuration')
      .example('usr-overlay help diff', 'the options of `usr-overlay diff`'),
  );
}
