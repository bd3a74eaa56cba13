// Room in a file system. On an overlay statfs(2) answers for the upper layer's file system.

import { statfsSync } from 'node:fs';

/** Bytes in use, and those that root can still write below `path`; null where the file system does not say. */
export function roomIn(path: string): { used: number; free: number } | null {
  try {
    const { blocks, bfree, bsize } = statfsSync(path);
    return { used: (blocks - bfree) * bsize, free: bfree * bsize };
  } catch {
    return null;
  }
}

export function freeBytes(path: string): number | null {
  return roomIn(path)?.free ?? null;
}
