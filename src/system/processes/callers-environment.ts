// This file restores the environment of the caller of `run`. This program does not get it: packaging/usr-overlay passes it on in pieces.

import { isIgnoredMark } from './ignored-signals.ts';

const PIECE = /^USR_OVERLAY_ENVIRONMENT_(\d+)$/;

/** Returns the environment for the caller's command, without our own marks; this program's own where it was started directly. */
export function callersEnvironment(own: NodeJS.ProcessEnv = ownEnvironment()): NodeJS.ProcessEnv {
  const pieces = Object.entries(own).flatMap(([name, value = '']) => PIECE.exec(name)?.slice(1).map((number) => ({ number: Number(number), value })) ?? []);
  if (pieces.length === 0) return Object.fromEntries(Object.entries(own).filter(([name]) => !isIgnoredMark(name)));
  const encoded = pieces.toSorted((a, b) => a.number - b.number).map(({ value }) => value);
  return parseEnviron(Buffer.from(encoded.join(''), 'base64').toString());
}

/** See proc_pid_environ(5). The first of two equal names counts, as for getenv(3). */
function parseEnviron(text: string): NodeJS.ProcessEnv {
  const pairs = text.split('\0').flatMap((entry) => {
    const end = entry.indexOf('=', 1);
    return end < 0 ? [] : [[entry.slice(0, end), entry.slice(end + 1)] as const];
  });
  return Object.fromEntries(pairs.toReversed());
}

/** This variable marks the second start of this program, in PID 1's mount namespace. */
export const ENTERED = 'USR_OVERLAY_ENTERED';

/** Returns the environment for another start of this program, which then passes it on in turn. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== ENTERED));
}
