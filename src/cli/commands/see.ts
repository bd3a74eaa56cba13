// This file describes `status`, `diff`, `holders` and `log`, the group "Inspect", and `kept`.

import { ANYTHING, command } from './command.ts';

export const JSON_ANSWER = { name: 'json', summary: 'Print the answer as JSON' } as const;

export const STATUS = command({
  name: 'status',
  summary: 'Show the state of /usr and of its overlay',
  operands: [],
  options: [JSON_ANSWER],
  examples: [{ command: 'usr-overlay status', summary: 'the host, the overlay, its size and what follows it' }],
  load: async (given, context) => (await import('../status.ts')).status(given, context),
});

export const DIFF = command({
  name: 'diff',
  summary: 'Show what the overlay changed, and what stays without it',
  operands: [],
  options: [
    { name: 'packages', summary: 'Show packages instead of files' },
    { name: 'containerfile', summary: 'Print lines that give an image the same packages' },
    { name: 'last', summary: 'Show the most recent past overlay' },
    JSON_ANSWER,
  ],
  examples: [
    { command: 'sudo usr-overlay diff', summary: 'each file that was added, changed or removed' },
    { command: 'sudo usr-overlay diff --containerfile', summary: 'how to make it permanent' },
  ],
  mistake: ({ packages, containerfile, last }) => {
    if (packages && containerfile) return '--packages cannot be combined with --containerfile';
    return packages || containerfile || !last ? null : '--last needs --packages or --containerfile, because the files are gone';
  },
  load: async ({ packages, containerfile, last, json }, context) => {
    const view = packages ? 'packages' : containerfile ? 'containerfile' : 'files';
    return view === 'files' || !last ? (await import('../diff.ts')).diff({ view, json }, context) : (await import('../diff-last.ts')).diffLast({ view, json }, context);
  },
});

export const HOLDERS = command({
  name: 'holders',
  summary: 'List the processes that keep the overlay busy',
  operands: [],
  options: [JSON_ANSWER],
  examples: [{ command: 'sudo usr-overlay holders', summary: 'pid, user, unit, why and command of each' }],
  load: async (given, context) => (await import('../holders.ts')).holders(given, context),
});

export const LOG = command({
  name: 'log',
  summary: 'List past overlays: when, by whom, and what was installed',
  operands: [],
  options: [JSON_ANSWER],
  examples: [{ command: 'sudo usr-overlay log', summary: 'also after a reboot' }],
  load: async (given, context) => (await import('../log.ts')).log(given, context),
});

export const KEPT = command({
  name: 'kept',
  summary: 'List what was taken from the host, and put it back',
  epilogue: 'Whatever is removed or replaced of the host is kept first, below /var/lib/apt-image-based/kept.',
  operands: [],
  options: [
    { name: 'restore', value: ANYTHING, summary: 'Put back what was kept of this path; what is there now is kept' },
    { name: 'from', value: ANYTHING, summary: 'With --restore: take it from this dated folder (the beginning of its name is enough), not from the newest' },
    JSON_ANSWER,
  ],
  conflicts: [['json', 'restore']],
  examples: [
    { command: 'sudo usr-overlay kept', summary: 'each path, why it was taken, and in which folder it is' },
    { command: 'sudo usr-overlay kept --restore /etc/example.conf', summary: 'the last version that was kept' },
  ],
  mistake: ({ restore, from }) => {
    if (restore !== null && !restore.startsWith('/')) return '--restore needs an absolute path';
    return from === null || restore !== null ? null : '--from needs --restore';
  },
  load: async (given, context) => (await import('../kept.ts')).kept(given, context),
});
