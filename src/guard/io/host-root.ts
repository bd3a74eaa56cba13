// Whether a path that was given as another root leads to this host's / after all.

import { isSameFolder } from '../../system/files/read.ts';

/** True for /, //, and any link or bind of it; false for a path that is not there: nothing is installed into that. */
export function isHostRoot(path: string): boolean {
  return isSameFolder('/', path) === true;
}
