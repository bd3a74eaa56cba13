// This file judges what was changed outside the overlay while it was on, which stays when the overlay goes.

import type { TreeChange } from './tree-change.ts';
import type { BytePath } from '../text/paths.ts';

/** Holds a change that stays when the overlay goes. */
export type StayingChange = TreeChange & {
  /** The file is configuration exactly as a package ships it, so installing the package brings it again. */
  asShipped: boolean;
};

/** Programs rewrite these files again and again, so they are no part of an image. */
const GENERATED: ReadonlySet<BytePath> = new Set([
  '/etc/.pwd.lock', '/etc/.updated', '/etc/adjtime', '/etc/group', '/etc/group-', '/etc/gshadow', '/etc/gshadow-', '/etc/hostname', '/etc/ld.so.cache',
  '/etc/localtime', '/etc/machine-id', '/etc/mtab', '/etc/passwd', '/etc/passwd-', '/etc/resolv.conf', '/etc/shadow', '/etc/shadow-', '/etc/subgid',
  '/etc/subgid-', '/etc/subuid', '/etc/subuid-',
]);

/** Returns the files in /etc that somebody wrote, and that an image would need too. */
export function filesToCopy(changes: readonly StayingChange[]): StayingChange[] {
  return changes.filter(({ path, type, change, asShipped, what }) => {
    const isWritten = type === 'file' && change !== 'removed' && what !== 'metadata';
    return isWritten && path.startsWith('/etc/') && !asShipped && !GENERATED.has(path);
  });
}
