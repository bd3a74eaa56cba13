// The command line as a whole: yargs parses by it, and scripts/completion makes the shells' completions of it.

import type { Argv } from 'yargs';
import { addCheck } from './check-options.ts';
import type { Context } from './context.ts';
import { addDiff } from './diff-options.ts';
import { addDoctor } from './doctor-options.ts';
import type { Job } from './index.ts';
import { addDown, addHolders, addStatus, addUp } from './overlay-options.ts';
import { PAGE_NAMES } from './page-names.ts';
import { addLog, addPutBack, addRecord } from './record-options.ts';
import { addRun } from './run-options.ts';

/** `choose` gets the work of the command that is named. */
export function addCommands(parser: Argv, choose: (job: Job) => void, context: Context): void {
  addUp(parser, choose, context);
  addDown(parser, choose, context);
  addRun(parser);
  addHolders(parser, choose, context);
  addStatus(parser, choose, context);
  addDiff(parser, choose, context);
  addDoctor(parser, choose, context);
  addLog(parser, choose, context);
  addPutBack(parser, choose, context);
  addRecord(parser, choose, context);
  addCheck(parser, choose, context);
  parser.command('help [page]', 'Show the manual page apt-image-based or apt-image-based.toml', (command) =>
    command
      .positional('page', { choices: PAGE_NAMES, describe: 'Its name' })
      .example('usr-overlay help apt-image-based', 'the manual page, for hosts without man')
      .example('usr-overlay help apt-image-based.toml', 'the keys of the configuration'),
  );
}
