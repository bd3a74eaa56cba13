// This file closes the record of an overlay that has ended, and tells how and when it did.

import { uptime } from 'node:os';
import type { Ending, OverlayRecord } from '../record.ts';
import { writeToLog } from './log-store.ts';
import { findOverlay, identityNow } from './overlay-now.ts';
import { retireOpen, updateOpen, type OpenRecord } from './record-store.ts';

/** Moves the record to those that wait until all is put back. `how` is null where only the host tells how it ended. */
export function retire({ folder, record, leftovers }: OpenRecord, how: Ending | null): void {
  const ended = record.ended ?? { how: how ?? endingOf(record), at: endOf(record).toISOString() };
  updateOpen(folder, { ...record, ended }, leftovers);
  writeToLog({ ...record, ended });
  retireOpen(record.id, folder);
}

function endingOf(record: OverlayRecord): Ending {
  if (isOfEarlierBoot(record)) return 'reboot';
  return findOverlay() ? 'replaced' : 'unknown';
}

/** Tells whether the overlay of the record was put on in an earlier boot. */
export function isOfEarlierBoot({ overlay }: OverlayRecord): boolean {
  return identityNow().boot !== overlay.boot;
}

/** A reboot was when this boot began, as far as the clock was right then. */
function endOf(record: OverlayRecord): Date {
  const boot = new Date(Date.now() - uptime() * 1000);
  return isOfEarlierBoot(record) && boot > new Date(record.since ?? 0) ? boot : new Date();
}
