// This file keeps the record of an overlay, from its first packages to what is put back after its end. Hold the lock of `up` and `down`.

import { uptime } from 'node:os';
import { mergeReports, NOT_BACK, type Ending, type OverlayRecord, type PutBackReport } from '../record.ts';
import { COPIES, createOpen, keepCopy, readLogged, readOpen, removeOpen, updateOpen, writeToLog, type OpenRecord } from './record-store.ts';
import { readTurnedOn } from '../../host/io/overlay-origin.ts';
import { afterPutBack, applyPutBackStep } from './apply-put-back.ts';
import { gatherHostNow } from './gather-host-now.ts';
import { gatherBaseline, gatherLeftovers, type LookOptions, type SavedBaseline } from './gather-leftovers.ts';
import { findOverlay, hasStrayFollowers, identityNow, isHost, isOn } from './overlay-now.ts';
import { planPutBack } from '../plan-put-back.ts';
import type { PutBackPlan, PutBackStep } from '../put-back-plan.ts';

/**
 * Updates the record of the overlay that is on, or begins one with the baseline that `seen` gives. Without `look` an open record stays.
 * Returns null when done, or a sentence that says why it cannot be kept.
 */
export function keepRecord(look: Pick<LookOptions, 'reasons'> | null, seen: () => SavedBaseline = gatherBaseline): string | null {
  const overlay = findOverlay();
  if (overlay === null) return null;
  const open = readOpen();
  if (open === null || typeof open === 'string' || !isOn(open.record)) return begin(overlay, seen());
  if (look) update(open, overlay.accessMode, look.reasons);
  return null;
}

/** Updates an open record; returns whether one exists. */
export function updateRecord(): boolean {
  const open = readOpen();
  if (open === null || typeof open === 'string' || !isOn(open.record)) return false;
  update(open, open.record.accessMode, true);
  return true;
}

/** Updates and returns the record for a hook. A hook inside `run` sees every overlay read/write, so `accessMode` keeps its value. */
export function updateAfterTransaction(open: OpenRecord): OverlayRecord {
  return findOverlay() === null ? open.record : update(open, open.record.accessMode, false);
}

/**
 * Once the recorded overlay is off, puts back what its packages left and closes the record. Returns null where there is nothing to do,
 * a sentence where the record cannot be used, else the report.
 */
export async function settleRecord(how: Ending | null): Promise<PutBackReport | string | null> {
  const open = isHost() ? readOpen() : null;
  // A killed `down` leaves the overlay's package database mounted; the next `down` or `up` must unmount it first.
  if (open === null || hasStrayFollowers()) return null;
  if (typeof open !== 'string') return isOn(open.record) ? null : close(open, how);
  removeOpen();
  return open;
}

async function close({ record, baseline, leftovers }: OpenRecord, how: Ending | null): Promise<PutBackReport> {
  const logged = readLogged(record.id);
  const ended = logged?.ended ?? { how: how ?? endingOf(record), at: endOf(record).toISOString() };
  const plan = planPutBack(baseline, leftovers, gatherHostNow(baseline, leftovers));
  const write = (report: PutBackReport): void => writeToLog({ ...record, ended, putBack: mergeReports(logged?.putBack ?? null, report) });
  // The report is written before the work, so that after a kill the next run knows what this one did.
  write(reportOf(plan, new Map()));
  const failures = plan.steps.flatMap((step) => failure(step));
  const failed = new Map(failures.map(([step, why]) => [step.path, whyNot(step, why, record.id)]));
  const report = reportOf(plan, failed);
  await afterPutBack(plan.steps);
  write(report);
  removeOpen();
  return mergeReports(logged?.putBack ?? null, report);
}

function begin({ backend, accessMode, persistence }: NonNullable<ReturnType<typeof findOverlay>>, { baseline, copies }: SavedBaseline): string | null {
  const { since, by } = readTurnedOn();
  const overlay = identityNow();
  const id = `${new Date().toISOString().replace(/[-:.]/g, '')}-${overlay.boot.slice(0, 8)}`;
  const record: OverlayRecord = { schema: 1, id, overlay, since, by, backend, accessMode, persistence, packages: [], ended: null, putBack: null };
  return createOpen(record, baseline, copies);
}

function update({ record, baseline, leftovers: earlier }: OpenRecord, accessMode: OverlayRecord['accessMode'], reasons: boolean): OverlayRecord {
  const { leftovers, packages } = gatherLeftovers(baseline, { known: { witnesses: earlier.witnesses, packages: record.packages }, reasons });
  const now = { ...record, accessMode, packages };
  const isSame = JSON.stringify([leftovers, now]) === JSON.stringify([earlier, record]);
  if (!isSame) updateOpen(now, leftovers);
  return now;
}

function failure(step: PutBackStep): [step: PutBackStep, why: string][] {
  const why = applyPutBackStep(step);
  return why === null || step.kind === 'remove-folder' ? [] : [[step, why]];
}

/** Says what is missing now and where its only copy is kept, because `open` is removed with all other copies. */
function whyNot(step: PutBackStep, why: string, id: string): string {
  const isMissing = step.kind === 'make-folder' || (step.kind === 'restore-file' && step.digest === null) || (step.kind === 'restore-link' && step.from === null);
  const copy = step.kind === 'restore-file' && step.from.startsWith(`${COPIES}/`) ? `; what it held is below ${keepCopy(id, step.path, step.from)}` : '';
  return `${isMissing ? NOT_BACK : ''}${why}${copy}`;
}

function reportOf({ steps, kept, users, groups }: PutBackPlan, failed: ReadonlyMap<string, string>): PutBackReport {
  const done = steps.filter(({ path }) => !failed.has(path));
  const pathsOf = (...kinds: PutBackStep['kind'][]): string[] => done.flatMap(({ kind, path }) => (kinds.includes(kind) ? [path] : []));
  const notDone = [...failed].map(([path, why]) => ({ path, why }));
  return { removed: pathsOf('remove-file', 'remove-link'), restored: pathsOf('restore-file', 'restore-link'), kept: [...kept, ...notDone], users, groups };
}

function endingOf(record: OverlayRecord): Ending {
  if (isOfEarlierBoot(record)) return 'reboot';
  return findOverlay() ? 'replaced' : 'unknown';
}

function isOfEarlierBoot({ overlay }: OverlayRecord): boolean {
  return identityNow().boot !== overlay.boot;
}

/** A reboot happened when this boot began, if the clock was right then. */
function endOf(record: OverlayRecord): Date {
  const boot = new Date(Date.now() - uptime() * 1000);
  return isOfEarlierBoot(record) && boot > new Date(record.since ?? 0) ? boot : new Date();
}
