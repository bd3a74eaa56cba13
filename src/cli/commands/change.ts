// This file describes `up`, `down` and `run`, the group "Change /usr".

import { ANYTHING, command, FOLDER } from './command.ts';

/** These are headings of `up --help`. */
const KIND = 'The overlay';
const PLACE = 'Where it is kept';
const FOLLOWERS = 'What goes with it';

export const BACKENDS = ['auto', 'bootc', 'ostree', 'native'] as const;

const VERBOSE = { name: 'verbose', summary: 'With --dry-run: print each step' } as const;

const DRY_RUN = { name: 'dry-run', summary: 'Print what would happen, and change nothing' } as const;

export const UP = command({
  name: 'up',
  summary: 'Put a writable overlay on /usr until the next reboot',
  operands: [],
  options: [
    { name: 'read-only', group: KIND, summary: 'Only `usr-overlay run` can write to it' },
    { name: 'hotfix', group: KIND, summary: 'An overlay that survives reboots (ostree only)' },
    { name: 'persist', group: KIND, summary: 'Each boot of this image mounts it again, until `down`' },
    { name: 'renew', group: KIND, summary: 'With --persist: install anew what an earlier image had' },
    { name: 'yes', group: KIND, summary: 'With --renew: do not ask for the confirmation' },
    { name: 'only', group: KIND, value: FOLDER, repeatable: true, summary: 'Only this folder in /usr or /opt; /usr stays read-only' },
    { name: 'backend', group: KIND, value: { words: BACKENDS, folders: false }, summary: 'What mounts the overlay; auto if not configured' },
    { name: 'size', group: PLACE, value: ANYTHING, summary: 'Limit the memory of the native backend: 512M, 2G, 30%' },
    { name: 'storage', group: PLACE, value: { words: ['tmpfs'], folders: true }, summary: 'Where the native backend stores changes: tmpfs (memory) or a folder' },
    { name: 'follow', group: FOLLOWERS, value: FOLDER, repeatable: true, summary: 'Add a folder whose changes are discarded together with those in /usr' },
    { name: 'no-follow', group: FOLLOWERS, summary: 'Only /usr; the package database keeps what is installed' },
    DRY_RUN,
    VERBOSE,
  ],
  mistake: ({ persist, renew, yes, ...given }) => (renew && !persist ? '--renew needs --persist' : yes && !renew ? '--yes needs --renew' : verboseAlone(given)),
  conflicts: [['renew', 'only'], ['read-only', 'hotfix'], ['no-follow', 'follow'], ...['read-only', 'hotfix', 'backend', 'size', 'no-follow'].map((other) => ['persist', other] as const), ...['read-only', 'hotfix', 'backend', 'size', 'storage', 'follow', 'no-follow'].map((other) => ['only', other] as const)],
  examples: [
    { command: 'sudo usr-overlay', summary: 'make /usr writable until the next reboot' },
    { command: 'sudo usr-overlay up --backend native --storage /var/overlay', summary: 'store changes on disk instead of in memory' },
    { command: 'sudo usr-overlay up --persist', summary: 'keep the overlay over reboots, for this image' },
    { command: 'sudo usr-overlay up --persist --renew', summary: 'after an update of the image: the same packages again' },
    { command: 'sudo usr-overlay up --only /usr/local --persist', summary: 'keep one folder writable, over reboots and new images' },
    { command: 'sudo usr-overlay up --dry-run', summary: 'show what that would do' },
  ],
  load: async (given, context) => {
    if (given.only.length > 0) return (await import('../only.ts')).upOnly(given, context);
    return given.renew ? (await import('../renew.ts')).renew(given, context) : (await import('../up.ts')).up(given, context);
  },
});

export const DOWN = command({
  name: 'down',
  summary: 'Remove the overlay, and discard all changes in it',
  operands: [],
  options: [
    { name: 'lazy', summary: 'Detach the overlay even if processes still use it' },
    { name: 'stop', summary: 'First stop the services that only the overlay provides' },
    { name: 'only', value: FOLDER, repeatable: true, summary: 'Only the overlay that `up --only` put on this folder' },
    { name: 'parked', summary: 'Only persistent overlays that wait for other images' },
    DRY_RUN,
    VERBOSE,
  ],
  mistake: verboseAlone,
  conflicts: [['only', 'stop'], ...['only', 'lazy', 'stop'].map((other) => ['parked', other] as const)],
  examples: [
    { command: 'sudo usr-overlay down', summary: 'back to the image, without a reboot' },
    { command: 'sudo usr-overlay down --only /usr/local', summary: 'this folder alone' },
    { command: 'sudo usr-overlay down --parked', summary: 'what waits for other images' },
  ],
  load: async (given, context) => (given.only.length > 0 ? (await import('../only.ts')).downOnly(given, context) : (await import('../down.ts')).down(given, context)),
});

export const RUN = command({
  name: 'run',
  summary: 'Run one command with a writable /usr; it stays read-only for everything else',
  epilogue: "The host sees what the command writes. The overlay stays until the next reboot or `usr-overlay down`. The exit code is the command's.",
  operands: [],
  runs: true,
  options: [DRY_RUN, VERBOSE],
  examples: [
    { command: 'sudo usr-overlay run apt-get install -y strace', summary: 'until the next reboot' },
    { command: 'usr-overlay run --dry-run apt-get upgrade', summary: 'show what that would do' },
  ],
});

/** Elsewhere it would have no effect. */
function verboseAlone({ verbose, dryRun }: { verbose: boolean; dryRun: boolean }): string | null {
  return verbose && !dryRun ? '--verbose needs --dry-run' : null;
}

export type RunRequest = { command: readonly string[]; dryRun: boolean; verbose: boolean };

/** Returns what `run` is to do, a sentence where its words are wrong, or null where another command or its help is wanted. */
export function parseRun([name, ...words]: readonly string[]): RunRequest | string | null {
  if (name !== 'run') return null;
  const end = words.findIndex((word) => word === '--' || !word.startsWith('-'));
  const options = end < 0 ? words : words.slice(0, end);
  if (options.includes('--help') || options.includes('-h')) return null;
  const unknown = options.find((word) => word !== '--dry-run' && word !== '--verbose');
  if (unknown !== undefined) return `run has no option ${JSON.stringify(unknown)}`;
  const command = end < 0 ? [] : words.slice(words[end] === '--' ? end + 1 : end);
  return command[0] === undefined || command[0] === '' ? 'run needs a command' : verboseAlone({ verbose: options.includes('--verbose'), dryRun: options.includes('--dry-run') }) ?? { command, dryRun: options.includes('--dry-run'), verbose: options.includes('--verbose') };
}
