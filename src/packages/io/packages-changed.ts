// Whether packages changed since an overlay was put on.

import { statSync } from 'node:fs';
import type { Facts } from '../../host/facts.ts';
import { topMountAt } from '../../text/mountinfo.ts';
import { identifyUsrOverlay } from '../../host/usr-overlay.ts';
import { RPM_FILES } from '../../places.ts';

/**
 * Whether a package database outside /usr was written after the overlay's upper directory was made: /usr (or a transient /)
 * itself shows when that was, because statx(2) on an overlay answers for the upper directory. Where the file system keeps no birth time: null.
 */
export function packagesChanged(facts: Facts): boolean | null {
  if (identifyUsrOverlay(facts) === null) return false;
  const born = statSync(topMountAt(facts.mounts, '/usr') ? '/usr' : '/').birthtimeMs;
  if (born <= 0) return null;
  const outside = facts.databases.filter((path) => !path.startsWith('/usr/'));
  return outside.some((path) => DATABASE_FILES.some((name) => modified(`${path}/${name}`) >= born));
}

/** dpkg writes `updates` first and `status` at its end. */
const DATABASE_FILES = ['status', 'updates', ...RPM_FILES, 'rpmdb.sqlite-wal'];

function modified(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
