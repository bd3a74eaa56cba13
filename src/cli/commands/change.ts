// This file describes `up`, `down` and `run`, the group "Change /usr".

import { ANYTHING, command, FOLDER } from './command.ts';

/** These are headings of `up --help`. */
const KIND = 'The overlay';
const PLACE = 'Where it is kept';
const FOLLOWERS = 'What goes with it';

export const BACKENDS = ['auto', 'bootc', 'ostree', 'native'] as const;

const DRY_RUN = { name: 'dry-run', summary: 'Print the steps and change nothing' } as const;

export const UP = command({
  name: 'up',
  summary: 'Put a writable overlay on /usr until the next reboot',
  operands: [],
  options: [
    { name: 'read-only', group: KIND, summary: 'The host sees it read-only' },
    { name: 'hotfix', group: KIND, summary: 'An overlay that survives reboots (ostree only)' },
    { name: 'persist', group: KIND, summary: 'Each boot of this image mounts it again, until `down`' },
    { name: 'backend', group: KIND, value: { words: BACKENDS, folders: false }, summary: 'What puts the overlay on; auto if not configured' },
    { name: 'size', group: PLACE, value: ANYTHING, summary: 'Memory that the native backend may take: 512M, 2G, 30%' },
    { name: 'storage', group: PLACE, value: { words: ['tmpfs'], folders: true }, summary: 'Where the native backend stores: tmpfs (memory) or a folder' },
    { name: 'follow', group: FOLLOWERS, value: FOLDER, repeatable: true, summary: 'A further folder that shares its lifetime' },
    { name: 'no-follow', group: FOLLOWERS, summary: 'Nothing but /usr: the package database then stays behind' },
    DRY_RUN,
  ],
  conflicts: [['read-only', 'hotfix'], ['no-follow', 'follow'], ...['read-only', 'hotfix', 'backend', 'size', 'storage', 'no-follow'].map((other) => ['persist', other] as const)],
  examples: [
    { command: 'sudo usr-overlay', summary: 'change /usr until the next reboot' },
    { command: 'sudo usr-overlay up --backend native --storage /var/overlay', summary: 'the changes take disk, not memory' },
    { command: 'sudo usr-overlay up --persist', summary: 'until the image is another; then it is kept, and not mounted' },
    { command: 'sudo usr-overlay up --dry-run', summary: 'show what that would do' },
  ],
  load: async (given, context) => (await import('../up.ts')).up(given, context),
});

export const DOWN = command({
  name: 'down',
  summary: 'Take a transient overlay off again, with what followed it',
  operands: [],
  options: [
    { name: 'lazy', summary: 'Go on although processes still use it' },
    { name: 'stop', summary: 'First stop the systemd units that only the overlay has' },
    DRY_RUN,
  ],
  examples: [{ command: 'sudo usr-overlay down', summary: 'back to the image, without a reboot' }],
  load: async (given, context) => (await import('../down.ts')).down(given, context),
});

export const RUN = command({
  name: 'run',
  summary: 'Run one command that can write to /usr; the rest cannot',
  epilogue: "The rest of the host sees what it writes and cannot write. Its exit code is the command's.",
  operands: [],
  runs: true,
  options: [DRY_RUN],
  examples: [
    { command: 'sudo usr-overlay run apt-get install -y strace', summary: 'until the next reboot' },
    { command: 'usr-overlay run --dry-run apt-get upgrade', summary: 'show what that would do' },
  ],
});

export type RunRequest = { command: readonly string[]; dryRun: boolean };

/** Returns what `run` is to do, a sentence where its words are wrong, or null where another command or its help is wanted. */
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
