// The environment that the caller of `run` had. What Node would have obeyed comes under another name: packaging/usr-overlay.

import { isIgnoredMark } from './ignored-signals.ts';

const KEPT = 'USR_OVERLAY_KEPT_';

/** For the caller's command, without any mark of ours. */
export function callersEnvironment(own: NodeJS.ProcessEnv = ownEnvironment()): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(own).flatMap(([name, value]) => (isIgnoredMark(name) ? [] : [[name.startsWith(KEPT) ? name.slice(KEPT.length) : name, value]])));
}

/** Set for the second start of this program in PID 1's mount namespace. */
export const ENTERED = 'USR_OVERLAY_ENTERED';

/** For another start of this program, which then hands on the same. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== ENTERED));
}
