// What was changed outside of the overlay while it was on: that stays when it goes.

import type { TreeChange } from './tree-change.ts';
import type { BytePath } from '../text/paths.ts';

export type StayingChange = TreeChange & {
  /** It is configuration just as a package shipped it: the package will bring it again. */
  asShipped: boolean;
};

/** Written by programs and not by hand, again and again: no part of an image. */
const GENERATED: ReadonlySet<BytePath> = new Set([
  '/etc/.pwd.lock', '/etc/.updated', '/etc/adjtime', '/etc/group', '/etc/group-', '/etc/gshadow', '/etc/gshadow-', '/etc/hostname', '/etc/ld.so.cache',
  '/etc/localtime', '/etc/machine-id', '/etc/mtab', '/etc/passwd', '/etc/passwd-', '/etc/resolv.conf', '/etc/shadow', '/etc/shadow-', '/etc/subgid',
  '/etc/subgid-', '/etc/subuid', '/etc/subuid-',
]);

/** Files that somebody wrote, and that an image would have to be given. */
export function filesToCopy(changes: readonly StayingChange[]): StayingChange[] {
  return changes.filter(({ path, type, change, asShipped, what }) => {
    const isWritten = type === 'file' && change !== 'removed' && what !== 'metadata';
    return isWritten && path.startsWith('/etc/') && !asShipped && !GENERATED.has(path);
  });
}
