// Room in a file system. On an overlay statfs(2) answers for the upper layer's file system.

import { statfsSync } from 'node:fs';

/** Bytes that root can still write below `path`; null where the file system does not say. */
export function freeBytes(path: string): number | null {
  try {
    const { bfree, bsize } = statfsSync(path);
    return bfree * bsize;
  } catch {
    return null;
  }
}
