// This file tells since when the overlay is on, who turned it on, and whether folders followed it. Its own directory tells when; the rest
// is written to a file that counts only for that very overlay.

import { rmSync, statSync, writeFileSync } from 'node:fs';
import { field, parseJson } from '../../text/json.ts';
import { topMountAt } from '../../text/mountinfo.ts';
import type { TurnedOn } from '../usr-overlay.ts';
import { RUN_FOLDER } from '../../places.ts';
import { readText } from '../../system/files/read.ts';
import { readMounts } from '../../system/mounts/mounts.ts';

const FILE = `${RUN_FOLDER}/turned-on`;

/** Returns the origin of the overlay that is on /usr now; only root can read who. */
export function readTurnedOn(): TurnedOn {
  const { device, born } = overlayNow();
  const said = parseJson(readText(FILE, { noFollow: true }) ?? '');
  const by = field(said, 'device') === device && field(said, 'born') === born ? field(said, 'by') : undefined;
  return { since: born > 0 ? new Date(born).toISOString() : null, by: typeof by === 'string' ? by : null };
}

/** Writes down who turned the overlay on, null for somebody else, and whether folders follow it; never throws. */
export function rememberTurnedOn(by: string | null, isFollowed: boolean): void {
  if (by === null && !isFollowed) return;
  try {
    writeFileSync(FILE, `${JSON.stringify({ ...overlayNow(), by, followed: isFollowed })}\n`, { mode: 0o600 });
  } catch {
    // On a full /run `status` will not say who it was.
  }
}

/** Tells whether folders followed the overlay that is on /usr now, once; only root can know. Never throws. */
export function wasFollowed(): boolean {
  const said = parseJson(readText(FILE, { noFollow: true }) ?? '');
  if (field(said, 'followed') !== true) return false;
  try {
    const { device, born } = overlayNow();
    return field(said, 'device') === device && field(said, 'born') === born;
  } catch {
    return false;
  }
}

/** Forgets who turned the overlay on; never throws. */
export function forgetTurnedOn(): void {
  try {
    rmSync(FILE, { force: true });
  } catch {
    // The file was written for an overlay that is gone, and counts for no other.
  }
}

/** On an overlay, statx(2) answers for the upper directory, which was made when the overlay was mounted. */
export function overlayNow(): { device: string; born: number } {
  const top = topMountAt(readMounts(), '/usr');
  return { device: top?.device ?? '', born: Math.floor(statSync(top ? '/usr' : '/').birthtimeMs) };
}
