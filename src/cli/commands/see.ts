// `diff` on the command line.

import type { Argv } from 'yargs';
import type { Context } from '../context.ts';
import type { Job } from './command.ts';

export function addDiff(parser: Argv, choose: (job: Job) => void, context: Context): void {
  parser.command(
    'diff',
    'Show what the overlay changed, and what stays when it goes',
    (command) =>
      command
        .option('packages', { type: 'boolean', default: false, describe: 'The packages instead of the files' })
        .option('containerfile', { type: 'boolean', default: false, describe: 'The lines that give an image the same packages' })
        .option('last', { type: 'boolean', default: false, describe: 'Of the last overlay that is gone, by its record' })
        .option('json', { type: 'boolean', default: false, describe: 'Print the answer as JSON' })
        .check(({ packages, containerfile }) => !(packages && containerfile) || '--packages and --containerfile exclude each other')
        .check(({ packages, containerfile, last }) => packages || containerfile || !last || '--last needs --packages or --containerfile: the files are gone')
        .example('sudo usr-overlay diff', 'each file that was added, changed or removed')
        .example('sudo usr-overlay diff --containerfile', 'how to make it permanent'),
    ({ packages, containerfile, last, json }) => {
      const view = packages ? 'packages' : containerfile ? 'containerfile' : 'files';
      if (view === 'files' || !last) choose(async () => (await import('../diff.ts')).diff({ view, json }, context));
      else choose(async () => (await import('../diff-last.ts')).diffLast({ view, json }, context));
    },
  );
}
