// Exit codes: fixed, users script against them (sysexits.h from 64 on). 1 is never chosen: an uncaught crash looks like it.

export const EXIT = {
  done: 0,
  refused: 10,
  usage: 64,
  notPossible: 69,
  bug: 70,
  failed: 71,
  busy: 75,
  needsRoot: 77,
  configuration: 78,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
