// This file measures the room in a file system. On an overlay, statfs(2) answers for the upper layer's file system.

import { statfsSync, statSync } from 'node:fs';
import type { Room } from '../free-space.ts';
import type { UsrOverlay } from '../usr-overlay.ts';
import { readText } from '../../system/files/read.ts';
import { ask } from '../../system/processes/run-program.ts';

/** Returns the bytes in use, those that root can still write at `path`, and what df(1) calls available; null where the file system does not say. */
export function roomIn(path: string): { used: number; free: number; available: number } | null {
  try {
    const { blocks, bfree, bavail, bsize } = statfsSync(path);
    // ramfs and its like have no limit and report no figures.
    return blocks === 0 ? null : { used: (blocks - bfree) * bsize, free: bfree * bsize, available: bavail * bsize };
  } catch {
    return null;
  }
}

/** Returns the bytes that the files below `folder` take on its disk; null where that cannot be told, or not within seconds. */
export function bytesBelow(folder: string): number | null {
  const bytes = /^\d+/.exec(ask('/usr/bin/du', ['--summarize', '--one-file-system', '--block-size=1', '--', folder], { timeout: PATIENCE }) ?? '')?.[0];
  return bytes === undefined ? null : Number(bytes);
}

/** In milliseconds: nobody waits longer for a figure. */
const PATIENCE = 3000;

/** Returns the room for what is installed in /usr, or null. */
export function roomInUsr(overlay: UsrOverlay | null): Room | null {
  const room = roomIn('/usr');
  if (room === null) return null;
  const isTmpfs = isOnTmpfs(overlay);
  const memory = availableMemory();
  return { ...room, free: isTmpfs ? Math.min(room.free, memory ?? Infinity) : room.free, isTmpfs, memory };
}

/** Tells whether downloads in /var/cache use the same room: ostree up to 2025.2 keeps its upper layer in /var/tmp. */
export function sharesDownloads(overlay: UsrOverlay | null): boolean {
  try {
    return overlay?.upperdir != null && statSync(overlay.upperdir).dev === statSync('/var/cache').dev;
  } catch {
    return false;
  }
}

/** The kernel reports this file system type for a tmpfs: statfs(2). */
const TMPFS_MAGIC = 0x01021994;

function isOnTmpfs(overlay: UsrOverlay | null): boolean {
  // bootc's overlay has no path: crates/lib/src/bootc_composefs/state.rs mounts a detached tmpfs.
  if (overlay === null || overlay.upperdir === null) return overlay?.backend === 'bootc';
  try {
    const [upper, usr] = [statfsSync(overlay.upperdir), statfsSync('/usr')];
    return upper.type === TMPFS_MAGIC && upper.blocks === usr.blocks;
  } catch {
    return false;
  }
}

/** A tmpfs takes memory page by page and then swap, whatever its size promises. */
function availableMemory(): number | null {
  const text = readText('/proc/meminfo') ?? '';
  const [memory, swap] = ['MemAvailable', 'SwapFree'].map((key) => new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]);
  return memory === undefined ? null : (Number(memory) + Number(swap ?? 0)) * 1024;
}
