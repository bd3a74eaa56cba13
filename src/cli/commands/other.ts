// `log`, `record` and `put-back` on the command line.

import type { Argv } from 'yargs';
import { LOGGED_MANAGERS } from '../../journal/entry.ts';
import type { Context } from '../context.ts';
import type { Job } from './command.ts';
import type { RecordRequest } from '../record.ts';

type Choose = (job: Job) => void;

export function addLog(parser: Argv, choose: Choose, context: Context): void {
  parser.command(
    'log',
    'List past overlays: when, by whom, what was installed, the end',
    (command) =>
      command
        .option('json', { type: 'boolean', default: false, describe: 'Print the answer as JSON' })
        .example('sudo usr-overlay log', 'also after a reboot'),
    (options) => {
      choose(async () => (await import('../log.ts')).log(options, context));
    },
  );
}

export function addPutBack(parser: Argv, choose: Choose, context: Context): void {
  parser.command(
    'put-back',
    'Remove what packages left in /etc with an overlay that is gone',
    (command) => command.epilogue('Each boot does it.').example('sudo usr-overlay put-back', 'as `down` and the next `up` do it'),
    () => {
      choose(async () => (await import('../record.ts')).putBack(context));
    },
  );
}

/** The words that hooks call `record` with, which go by without yargs; null for all others, wrong ones too. */
export function parseRecord([name, word, pid, ...more]: readonly string[]): RecordRequest | null {
  const manager = LOGGED_MANAGERS.find((each) => each === word) ?? null;
  if (name !== 'record' || more.length > 0 || (word !== undefined && manager === null)) return null;
  if (pid === undefined) return { manager, pid: null };
  return /^[1-9]\d{0,9}$/.test(pid) ? { manager, pid: Number(pid) } : null;
}

export function addRecord(parser: Argv, choose: Choose, context: Context): void {
  parser.command(
    'record [manager] [pid]',
    'Write down what packages changed in the overlay',
    (command) =>
      command
        .epilogue('The hooks of package managers do it after each transaction.')
        .positional('manager', { choices: LOGGED_MANAGERS, describe: 'The package manager whose hook calls, for the journal' })
        .positional('pid', { type: 'number', describe: 'Its process' })
        .example('sudo usr-overlay record', 'after files were changed by hand'),
    ({ manager = null, pid = null }) => {
      choose(async () => (await import('../record.ts')).record({ manager, pid }, context));
    },
  );
}
