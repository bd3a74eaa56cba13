// Whether a path that was given as another root leads to this host's / after all.

import { statSync } from 'node:fs';

/** True for /, //, and any link or bind of it; false for a path that is not there: nothing is installed into that. */
export function isHostRoot(path: string): boolean {
  try {
    const [own, other] = [statSync('/'), statSync(path)];
    return own.dev === other.dev && own.ino === other.ino;
  } catch {
    return false;
  }
}
