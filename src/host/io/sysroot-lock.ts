// This file tells whether an update is at work: ostree and bootc hold a lock on the sysroot then.

import { statSync } from 'node:fs';
import { parseLocks } from '../../text/lock-table.ts';
import { topMountAt, type Mount } from '../../text/mountinfo.ts';
import { readText } from '../../system/files/read.ts';

/** `ostree_sysroot_lock` in src/libostree/ostree-sysroot.c makes it; bootc takes the same one. */
const LOCK = '/sysroot/ostree/lock';

/**
 * Tells whether somebody holds the lock now. `bootc status`, `bootc usr-overlay` and `ostree admin unlock` wait for it without a word, for as long
 * as the update takes. Returns false where that cannot be known. `mounts` must hold /sysroot and /.
 */
export function isSysrootLocked(mounts: readonly Mount[] | null): boolean {
  const inode = statSync(LOCK, { throwIfNoEntry: false })?.ino;
  // The lock table names the super block's device as mountinfo does, not st_dev, which differs on btrfs.
  const device = (topMountAt(mounts, '/sysroot') ?? topMountAt(mounts, '/'))?.device;
  if (inode === undefined || device === undefined) return false;
  return parseLocks(readText('/proc/locks') ?? '').some((lock) => lock.inode === inode && lock.device === device);
}
