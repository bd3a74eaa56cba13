// `check` and `report` on the command line.

import { resolve } from 'node:path';
import type { Argv } from 'yargs';
import type { Context } from '../context.ts';
import type { Job } from './command.ts';
import { lastOf } from './last-of.ts';
import { FOLDER } from './values.ts';

export function addCheck(parser: Argv, choose: (job: Job) => void, context: Context): void {
  parser.command(
    'check',
    'Say what the guard would say now',
    (command) =>
      command
        .epilogue('Exits 0 for allow and notice, and 10 for refuse.')
        .option('json', { type: 'boolean', describe: 'Print the answer as JSON' })
        .option('explain', { type: 'boolean', describe: 'Show each fact and the rule that decided' })
        .option('from', { ...FOLDER, requiresArg: true, coerce: lastOf<string>, describe: 'Judge the host captured in this folder by `report`' })
        .conflicts('json', 'explain')
        .example('usr-overlay check --explain', 'the verdict and how it came about')
        .example('usr-overlay check --from ./host --json', 'judge a captured host, as any user'),
    ({ json, explain, from }) => {
      const folder = from === undefined ? null : resolve(context.invokedFrom, from);
      choose(async () => (await import('../check.ts')).check({ json: json ?? false, explain: explain ?? false, folder }, context));
    },
  );
  parser.command(
    'report <folder>',
    'Write the facts of this host as files, for a bug report',
    (command) =>
      command
        .epilogue('`usr-overlay check --from FOLDER` judges them.')
        .positional('folder', { ...FOLDER, demandOption: true, describe: 'A folder that is made, or an empty one' })
        .example('usr-overlay report ./host', 'capture this host'),
    ({ folder }) => {
      choose(async () => (await import('../report.ts')).report(resolve(context.invokedFrom, folder), context));
    },
  );
}
