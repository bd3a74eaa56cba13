// This file tells whether packages changed since an overlay was mounted.

import { statSync } from 'node:fs';
import type { Facts } from '../../host/facts.ts';
import { topMountAt } from '../../text/mountinfo.ts';
import { identifyUsrOverlay } from '../../host/usr-overlay.ts';
import { RPM_FILES } from '../../places.ts';
import { modifiedAt } from '../../system/files/read.ts';

/**
 * Tells whether a package database outside /usr was written after the overlay's upper directory was made; null where the file system
 * stores no birth times. statx(2) on an overlay's root answers for the upper directory, so /usr (or a transient /) shows that moment.
 */
export function packagesChanged(facts: Facts): boolean | null {
  if (identifyUsrOverlay(facts) === null) return false;
  const born = statSync(topMountAt(facts.mounts, '/usr') ? '/usr' : '/').birthtimeMs;
  if (born <= 0) return null;
  const outside = facts.databases.filter((path) => !path.startsWith('/usr/'));
  return writtenAt(outside) >= born;
}

/** Returns when the package databases in these folders were last written, in milliseconds since 1970; 0 where there are none. */
export function writtenAt(folders: readonly string[]): number {
  return Math.max(0, ...folders.flatMap((folder) => DATABASE_FILES.map((name) => modifiedAt(`${folder}/${name}`) ?? 0)));
}

/** dpkg writes `updates` first, and `status` at its end. */
const DATABASE_FILES = ['status', 'updates', ...RPM_FILES, 'rpmdb.sqlite-wal'];
