// This file tells whether a path given as another root leads to this host's / after all.

import { isSameFolder } from '../../system/files/read.ts';

/** Returns true for /, // and any link or bind of it; false for a path that does not exist, into which nothing is installed. */
export function isHostRoot(path: string): boolean {
  return isSameFolder('/', path) === true;
}
