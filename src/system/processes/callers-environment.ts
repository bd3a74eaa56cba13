// The environment that the caller of `run` had. This program has none of it: packaging/usr-overlay hands it over in pieces.

import { isIgnoredMark } from './ignored-signals.ts';

const PIECE = /^USR_OVERLAY_ENVIRONMENT_(\d+)$/;

/** For the caller's command, without any mark of ours. Where this program was started by itself, its own. */
export function callersEnvironment(own: NodeJS.ProcessEnv = ownEnvironment()): NodeJS.ProcessEnv {
  const pieces = Object.entries(own).flatMap(([name, value = '']) => PIECE.exec(name)?.slice(1).map((number) => ({ number: Number(number), value })) ?? []);
  if (pieces.length === 0) return Object.fromEntries(Object.entries(own).filter(([name]) => !isIgnoredMark(name)));
  const encoded = pieces.toSorted((a, b) => a.number - b.number).map(({ value }) => value);
  return parseEnviron(Buffer.from(encoded.join(''), 'base64').toString());
}

/** proc_pid_environ(5). Of a name that is there twice the first counts, as for getenv(3). */
function parseEnviron(text: string): NodeJS.ProcessEnv {
  const pairs = text.split('\0').flatMap((entry) => {
    const end = entry.indexOf('=', 1);
    return end < 0 ? [] : [[entry.slice(0, end), entry.slice(end + 1)] as const];
  });
  return Object.fromEntries(pairs.toReversed());
}

/** Set for the second start of this program in PID 1's mount namespace. */
export const ENTERED = 'USR_OVERLAY_ENTERED';

/** For another start of this program, which then hands on the same. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== ENTERED));
}
