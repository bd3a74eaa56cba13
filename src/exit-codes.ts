// This file lists the exit codes. They are fixed, because users script against them.

/** Follows sysexits.h from 64 on. 1 is never chosen, because an uncaught crash exits with it. */
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

/** Any of the exit codes that this program chooses; a program that it runs may give others. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
