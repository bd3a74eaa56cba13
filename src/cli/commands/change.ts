// `up`, `down`, `status` and `holders` on the command line.

import type { Argv } from 'yargs';
import type { Context } from '../context.ts';
import type { Job } from './command.ts';
import { lastOf } from './last-of.ts';
import { FOLDER, FOLDER_OR_TMPFS } from './values.ts';

/** Headings of `up --help`. */
const KIND = 'The overlay';
const PLACE = 'Where it is kept';
const FOLLOWERS = 'What goes with it';

type Choose = (job: Job) => void;

export const BACKENDS = ['auto', 'bootc', 'ostree', 'native'] as const;

export const DRY_RUN = { type: 'boolean', default: false, describe: 'Print the steps and change nothing' } as const;

export function addUp(parser: Argv, choose: Choose, context: Context): void {
  parser.command(
    'up',
    'Put a writable overlay on /usr until the next reboot',
    (command) =>
      command
        .option('read-only', { type: 'boolean', group: KIND, describe: 'The host sees it read-only' })
        .option('hotfix', { type: 'boolean', group: KIND, describe: 'An overlay that survives reboots (ostree only)' })
        .option('backend', { choices: BACKENDS, requiresArg: true, coerce: lastOf<(typeof BACKENDS)[number]>, group: KIND, describe: 'What puts the overlay on; auto if not configured' })
        .option('size', { type: 'string', requiresArg: true, coerce: lastOf<string>, group: PLACE, describe: 'Memory that the native backend may take: 512M, 2G, 30%' })
        .option('storage', { ...FOLDER_OR_TMPFS, requiresArg: true, coerce: lastOf<string>, group: PLACE, describe: 'Where the native backend stores: tmpfs (memory) or a folder' })
        .option('follow', { ...FOLDER, array: true, requiresArg: true, nargs: 1, group: FOLLOWERS, describe: 'A further folder that shares its lifetime' })
        .option('no-follow', { type: 'boolean', group: FOLLOWERS, describe: 'Nothing but /usr: the package database then stays behind' })
        .option('dry-run', DRY_RUN)
        .conflicts('read-only', 'hotfix')
        .conflicts('no-follow', 'follow')
        .example('sudo usr-overlay', 'change /usr until the next reboot')
        .example('sudo usr-overlay up --backend native --storage /var/overlay', 'the changes take disk, not memory')
        .example('sudo usr-overlay up --dry-run', 'show what that would do'),
    ({ readOnly = false, hotfix = false, follow = [], noFollow = false, size = null, storage = null, backend = null, dryRun }) => {
      const options = { readOnly, hotfix, follow, noFollow, size, storage, backend, dryRun };
      choose(async () => (await import('../up.ts')).up(options, context));
    },
  );
}

export function addDown(parser: Argv, choose: Choose, context: Context): void {
  parser.command(
    'down',
    'Take a transient overlay off again, with what followed it',
    (command) =>
      command
        .option('lazy', { type: 'boolean', default: false, describe: 'Go on although processes still use it' })
        .option('stop', { type: 'boolean', default: false, describe: 'First stop the systemd units that only the overlay has' })
        .option('dry-run', DRY_RUN)
        .example('sudo usr-overlay down', 'back to the image, without a reboot'),
    (options) => {
      choose(async () => (await import('../down.ts')).down(options, context));
    },
  );
}

export function addStatus(parser: Argv, choose: Choose, context: Context): void {
  parser.command(
    'status',
    'Show what /usr is, and what is on it',
    (command) =>
      command
        .option('json', { type: 'boolean', default: false, describe: 'Print the answer as JSON' })
        .example('usr-overlay status', 'the host, the overlay, its room and what follows it'),
    (options) => {
      choose(async () => (await import('../status.ts')).status(options, context));
    },
  );
}

export function addHolders(parser: Argv, choose: Choose, context: Context): void {
  parser.command(
    'holders',
    'List the processes that keep the overlay busy',
    (command) =>
      command
        .option('json', { type: 'boolean', default: false, describe: 'Print the answer as JSON' })
        .example('sudo usr-overlay holders', 'pid, user, unit, why and command of each'),
    (options) => {
      choose(async () => (await import('../holders.ts')).holders(options, context));
    },
  );
}
