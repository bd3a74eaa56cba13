// The signals that `run` was started with ignored, as by nohup(1). Node has reset them; packaging/usr-overlay read them before.

import { constants } from 'node:os';

const IGNORED = 'USR_OVERLAY_IGNORED';
/** Nobody can ignore SIGKILL and SIGSTOP. */
const NEVER = [9, 19];

/** Of the first 31, from a mask as in proc_pid_status(5). */
export function parseIgnored(mask: string): number[] {
  const bits = /^[0-9a-f]{16}$/.test(mask) ? parseInt(mask.slice(-8), 16) : 0;
  return Array.from({ length: 31 }, (_, index) => index + 1).filter((signal) => (bits & (1 << (signal - 1))) !== 0 && !NEVER.includes(signal));
}

/**
 * The command line that starts a program with the same signals ignored: an ignored one survives execve(2), and libuv would reset it.
 * By env(1), for a shell's `trap` comes with a shell that leaves variables out.
 */
export function withIgnored(program: string, words: readonly string[], signals = ignoredNow()): [string, ...string[]] {
  return signals.length === 0 ? [program, ...words] : ['/usr/bin/env', `--ignore-signal=${signals.join(',')}`, '--', program, ...words];
}

/** From here on they do nothing to this process, too. */
export function keepIgnored(): void {
  const ignored = ignoredNow();
  for (const name of FATAL) if (ignored.includes(constants.signals[name])) process.on(name, () => undefined);
}

const FATAL = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2', 'SIGALRM'] as const;

/** For another start of this program. */
export function ignoredMark(): NodeJS.ProcessEnv {
  const { [IGNORED]: mask } = process.env;
  return mask === undefined ? {} : { [IGNORED]: mask };
}

export function isIgnoredMark(name: string): boolean {
  return name === IGNORED;
}

function ignoredNow(): number[] {
  return parseIgnored(process.env[IGNORED] ?? '');
}
