// The record of an overlay, from its first packages on. Under the lock of `up` and `down`.

import { existsSync } from 'node:fs';
import { keepMoved } from '../../kept/io/keep-moved.ts';
import type { OverlayRecord } from '../record.ts';
import { joinLeftovers, joinPackages } from '../join-leftovers.ts';
import { createOpen, OPEN, readLooks, readOpen, retireOpen, updateOpen, writeLook, type OpenRecord } from './record-store.ts';
import { mountedOverlay } from '../../persist/io/store.ts';
import { readTurnedOn } from '../../host/io/overlay-origin.ts';
import { gatherBaseline, gatherLeftovers, type LookOptions, type SavedBaseline } from './gather-leftovers.ts';
import { beginBootRecord, lookAtBootNow } from '../../boot/io/look-at-boot.ts';
import { deploymentNow, doesBootOutlive, findOverlay, identityNow, isOn, packagesWrittenAt } from './overlay-now.ts';
import { modifiedAt } from '../../system/files/read.ts';
import { locate } from '../../system/processes/locate.ts';
import { exitCodeOf } from '../../system/processes/run-program.ts';

/**
 * Updates the record of the overlay that is on, or begins one with the baseline that `seen` gives. Without `look` an open record
 * is updated where no hook told of a change.
 * Returns null when done, or a sentence that says why it cannot be kept.
 */
export async function keepRecord(look: Pick<LookOptions, 'reasons'> | null, seen: () => SavedBaseline = gatherBaseline): Promise<string | null> {
  const overlay = findOverlay();
  if (overlay === null) return null;
  const open = readOpen();
  if (typeof open === 'string') discard();
  // Nobody has settled it yet: it waits, and is not written over.
  else if (open !== null && !isOn(open.record)) retireOpen(open.record.id);
  else if (open !== null) {
    if (look || isBehind()) update(open, overlay.accessMode, { reasons: look?.reasons ?? false });
    return null;
  }
  return begin(overlay, seen());
}

/** Updates an open record; returns whether one exists. */
export function updateRecord(): boolean {
  const open = readOpen();
  if (open === null || typeof open === 'string' || !isOn(open.record)) return false;
  update(open, open.record.accessMode, { reasons: true });
  return true;
}

/** Updates the open record of the overlay that is on, if packages changed without a hook: bare rpm, or a manager whose hooks are off. */
export function catchUp(): void {
  const open = readOpen();
  if (open !== null && typeof open !== 'string' && isOn(open.record) && isBehind()) update(open, open.record.accessMode, { reasons: false, isAtWork: true });
}

/** A package database was written since the last look. */
function isBehind(): boolean {
  return packagesWrittenAt() > (modifiedAt(`${OPEN}/look.json`) ?? modifiedAt(`${OPEN}/baseline.json`) ?? Infinity);
}

/**
 * Updates and returns the record for a hook; `isOver`: one that is called when a transaction has just ended. A hook inside `run` sees every
 * overlay read/write, so `accessMode` keeps its value.
 */
export function updateForHook(open: OpenRecord, isOver: boolean): OverlayRecord {
  return findOverlay() === null ? open.record : update(open, open.record.accessMode, { reasons: false, isOver });
}

/** What is no record, or a part of one, may hold the only copy of something all the same. */
export function discard(): void {
  const kept = keepMoved(OPEN, { path: OPEN, why: 'it is not a record of an overlay', overlay: null });
  if ('line' in kept) throw new Error(`${OPEN} cannot be kept: ${kept.line}`);
}

async function begin({ backend, accessMode, persistence }: NonNullable<ReturnType<typeof findOverlay>>, { baseline, copies }: SavedBaseline): Promise<string | null> {
  const { since, by } = readTurnedOn();
  const overlay = identityNow();
  const id = `${new Date().toISOString().replace(/[-:.]/g, '')}-${overlay.boot.slice(0, 8)}`;
  const image = persistence === 'persistent' && backend === 'native' ? mountedOverlay()?.image : undefined;
  const record: OverlayRecord = { schema: 1, id, overlay, ...(image && { image }), since, by, backend, accessMode, persistence, packages: [], ended: null, putBack: null, deployment: deploymentNow().id };
  const trouble = await createOpen(record, baseline, copies);
  if (trouble === null && doesBootOutlive()) beginBootRecord();
  if (trouble === null) startRecordUnit();
  return trouble;
}

/** At the shutdown it looks once more: packages may come without a hook. Where systemd is not there, or has no such unit, nobody does. */
function startRecordUnit(): void {
  const systemctl = existsSync('/run/systemd/system') ? locate('systemctl') : undefined;
  if (systemctl !== undefined) exitCodeOf(systemctl, ['--quiet', '--no-block', 'start', 'apt-image-based-record.service'], { timeout: 10_000 });
}

/** `isOver`: a transaction has just ended. `isAtWork`: one may not be over yet. */
type UpdateOptions = { reasons: boolean; isOver?: boolean; isAtWork?: boolean };

function update({ folder, record, baseline, leftovers: earlier }: OpenRecord, accessMode: OverlayRecord['accessMode'], { reasons, isOver = false, isAtWork = false }: UpdateOptions): OverlayRecord {
  const looks = readLooks();
  const { leftovers, packages, look } = gatherLeftovers(baseline, { known: { leftovers: earlier, packages: record.packages }, looks, reasons, isOver });
  // The database is the image's again, as after a soft-reboot, and no longer tells what came with the overlay.
  const isForgotten = earlier.databaseFollows === true && leftovers.databaseFollows === false;
  const left = isForgotten || earlier.isForgotten === true ? joinLeftovers(earlier, leftovers) : leftovers;
  const now = { ...record, accessMode, packages: left === leftovers ? packages : joinPackages(record.packages, packages) };
  const isSame = JSON.stringify([left, now]) === JSON.stringify([earlier, record]);
  if (!isSame) updateOpen(folder, now, left);
  lookAtBootNow({ isOver, isAtWork, packagesChanged: looks.last === null ? packages.length > 0 : looks.last.packages !== look.packages });
  writeLook(look);
  return now;
}
