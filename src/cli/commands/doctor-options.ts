// `doctor` on the command line.

import type { Argv } from 'yargs';
import type { Context } from '../context.ts';
import type { Job } from './command.ts';

export function addDoctor(parser: Argv, choose: (job: Job) => void, context: Context): void {
  parser.command(
    'doctor',
    'Find packages that an overlay or a failed installation left wrong',
    (command) =>
      command
        .epilogue('Exits 71 if there is something.')
        .option('fix', { type: 'boolean', default: false, describe: 'Repair it, after a question' })
        .option('yes', { type: 'boolean', default: false, describe: 'Repair it without a question' })
        .option('json', { type: 'boolean', default: false, describe: 'Print the answer as JSON' })
        .check(({ yes, fix }) => fix || !yes || '--yes needs --fix')
        .example('usr-overlay doctor', 'what is wrong, what it means, what repairs it')
        .example('sudo usr-overlay doctor --fix', 'repair it; what was there before is kept'),
    (options) => {
      choose(async () => (await import('../doctor.ts')).doctor(options, context));
    },
  );
}
