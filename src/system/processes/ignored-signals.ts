// This file handles signals that were ignored when `run` started, as by nohup(1). Node resets them, so packaging/usr-overlay reads them.

import { constants } from 'node:os';

const IGNORED = 'USR_OVERLAY_IGNORED';
/** Nobody can ignore SIGKILL and SIGSTOP. */
const NEVER = [9, 19];

/** Returns the ignored signals from 1 to 31 in a mask as in proc_pid_status(5). */
export function parseIgnored(mask: string): number[] {
  const bits = /^[0-9a-f]{16}$/.test(mask) ? parseInt(mask.slice(-8), 16) : 0;
  return Array.from({ length: 31 }, (_, index) => index + 1).filter((signal) => (bits & (1 << (signal - 1))) !== 0 && !NEVER.includes(signal));
}

/**
 * Returns the command line that starts a program with the same signals ignored: libuv would reset them, though execve(2) keeps them.
 * It uses env(1), because a shell's `trap` would come with a shell, which drops some variables.
 */
export function withIgnored(program: string, words: readonly string[], signals = ignoredNow()): [string, ...string[]] {
  return signals.length === 0 ? [program, ...words] : ['/usr/bin/env', `--ignore-signal=${signals.join(',')}`, '--', program, ...words];
}

/** Makes this process ignore the same signals. */
export function keepIgnored(): void {
  const ignored = ignoredNow();
  for (const name of FATAL) if (ignored.includes(constants.signals[name])) process.on(name, () => undefined);
}

const FATAL = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2', 'SIGALRM'] as const;

/** Returns the variable that tells another start of this program which signals were ignored. */
export function ignoredMark(): NodeJS.ProcessEnv {
  const { [IGNORED]: mask } = process.env;
  return mask === undefined ? {} : { [IGNORED]: mask };
}

/** Tells whether a variable is the mark that `ignoredMark` makes. */
export function isIgnoredMark(name: string): boolean {
  return name === IGNORED;
}

function ignoredNow(): number[] {
  return parseIgnored(process.env[IGNORED] ?? '');
}
