// Once an overlay is off: what its packages left is put back, and the record is open until all of that is done. Under the lock of `up`
// and `down`.

import { existsSync, readdirSync } from 'node:fs';
import { openKeeper, type Keeper } from '../../kept/io/keep.ts';
import { isSameImage as isOfImage, type Image } from '../../persist/image.ts';
import { mountedOverlay } from '../../persist/io/store.ts';
import { algorithmOf, digestOf } from '../../system/files/digest.ts';
import { planPutBack } from '../plan-put-back.ts';
import { reportOf } from '../put-back-plan.ts';
import { mergeReports, NOT_BACK, standing, type Deployment, type Ending, type OverlayRecord, type PutBackReport } from '../record.ts';
import { afterPutBack, applyPutBack, type Failed } from './apply-put-back.ts';
import { gatherHostNow } from './gather-host-now.ts';
import { discard } from './keep-record.ts';
import { deploymentNow, hasStrayFollowers, isHost, isOn, isPersistentOn } from './overlay-now.ts';
import { putBackBoot, type BootReport } from '../../boot/io/put-back-boot.ts';
import { isToComeBack, parkedOf, parkOpen, putBackWhileParked, readParked, removeParkedFolder, unpark } from './parked-record.ts';
import { isOfEarlierBoot, retire } from './retire-record.ts';
import { readOpen, readWaiting, removeRecord, removeRemains, writeRecord, type OpenRecord } from './record-store.ts';
import { writeToLog } from './log-store.ts';
import { lookAgain } from './look-again.ts';

/** What was put back, a report for each record; and what is wrong with the records themselves, a sentence each. */
export type Settled = { reports: PutBackReport[]; trouble: string[] };

export async function settleRecords(how: Ending | null): Promise<Settled> {
  const settled: Settled = { reports: [], trouble: [] };
  if (!isHost()) return settled;
  removeRemains();
  const [open, waiting] = [readOpen(), readWaiting()];
  // A `down` that was killed has left the package database of the overlay: the next one, or `up`, takes it off first.
  if ((open === null && waiting.records.length + waiting.skipped.length === 0 && readParked().length === 0) || hasStrayFollowers()) return settled;
  if (typeof open === 'string') {
    discard();
    settled.trouble.push(open);
  } else if (open !== null && !isOn(open.record)) {
    if (isToComeBack(open.record)) parkOpen(open.record);
    else retire(open, how);
  }
  const here = deploymentNow();
  for (const parked of readParked()) {
    if (typeof parked === 'string') settled.trouble.push(parked);
    else if (!isToComeBack(parked.record)) retire(parked, how ?? 'down');
    else settled.reports.push(...(await putBackWhileParked(parked, here)));
  }
  removeParkedFolder();
  const { records, skipped } = readWaiting();
  settled.trouble.push(...skipped);
  for (const each of records) settled.reports.push(...(await settle(each, here)));
  return settled;
}

/** The overlay of this image is about to be mounted, and that of another one, which was on in the last boot, leaves it its place in /etc. */
export async function parkOthers(image: Image): Promise<void> {
  const open = readOpen();
  const its = open === null || typeof open === 'string' || !isToComeBack(open.record) ? undefined : open.record.image;
  if (open === null || typeof open === 'string' || its === undefined || isOfImage(its, image)) return;
  parkOpen(open.record);
  for (const parked of [parkedOf(its)].filter((each) => each !== null)) await putBackWhileParked(parked, deploymentNow());
}

/** Returns what could not be restored. The persistent overlay of this image is mounted: its record is open again, and its files in /etc are there again. */
export async function reopenParked(): Promise<Failed[]> {
  const parked = parkedOf(mountedOverlay()?.image ?? null);
  if (parked === null) return [];
  const open = readOpen();
  if (typeof open === 'string') discard();
  else if (open !== null) retire(open, null);
  return unpark(parked, deploymentNow());
}

/** /boot belongs to no deployment: it is put back in whichever is booted. */
async function settle(open: OpenRecord, here: Deployment): Promise<PutBackReport[]> {
  const boot = await putBackBoot(open.folder, open.record.id, NOT_BACK);
  if (boot === null) return settleEtc({ ...open, boot: null }, here);
  write({ ...open, boot }, open.record);
  const { removed, restored, kept } = boot;
  return [{ removed, restored, kept, users: [], groups: [] }, ...(await settleEtc({ ...open, boot }, here))];
}

type Settling = OpenRecord & { boot: BootReport | null };

async function settleEtc(open: Settling, here: Deployment): Promise<PutBackReport[]> {
  const { record, baseline, folder } = open;
  // What the packages of another persistent overlay have in /etc is not this one's.
  const stands = record.image !== undefined && isPersistentOn() ? 'other' : standing(record, here);
  const isLast = stands === 'own' || isGone(record, here);
  if (stands === 'settled' || stands === 'other') {
    if (isLast) await finish(open, record);
    return [];
  }
  const { left, unseen } = lookAgain(open, stands === 'own');
  const plan = planPutBack(baseline, left, gatherHostNow(baseline, left, folder, isSameImage(record, here)));
  plan.kept.push(...unseen);
  const keeper = openKeeper();
  // First in words: should this be killed, the next one knows what it did.
  const planned = reportOf(plan, []);
  write(open, { ...record, putBack: mergeReports(record.putBack, planned), pending: plan.steps.map(({ path }) => ({ path, why: CUT_SHORT })) });
  const failed = await applyPutBack(plan.steps, record.id, keeper);
  await afterPutBack(plan.steps);
  const report = reportOf(plan, failed);
  const putBack = mergeReports(record.putBack, report);
  const pending = [...(open.boot?.pending ?? []), ...failed.map(({ step: { path }, why }) => ({ path, why }))];
  const now: OverlayRecord = { ...record, putBack, pending };
  if (pending.length > 0) write(open, now);
  else if (isLast) await finish(open, now, keeper);
  else write(open, { ...now, settledIn: [...(record.settledIn ?? []), here.id] });
  return [said(record, report, putBack)];
}

const CUT_SHORT = 'it was cut short';

/** What a go that was killed has done nobody has heard of; what an earlier go said is not said again. */
function said({ putBack: earlier, pending = [] }: OverlayRecord, report: PutBackReport, whole: PutBackReport): PutBackReport {
  if (earlier === null || pending.some(({ why }) => why === CUT_SHORT)) return whole;
  const isNew = ({ path, why }: PutBackReport['kept'][number]): boolean => !earlier.kept.some((each) => each.path === path && each.why === why);
  return { ...report, kept: report.kept.filter(isNew), users: [], groups: [] };
}

/** A deployment's /usr never changes; that of another host may between two boots. */
function isSameImage(record: OverlayRecord, here: Deployment): boolean {
  if (record.persistence === 'persistent' || record.deployment !== here.id) return false;
  return here.id.startsWith('/') || !isOfEarlierBoot(record);
}

/** Nobody can boot it any more: looked for only where the one that is booted can be seen. */
function isGone({ deployment = '' }: OverlayRecord, here: Deployment): boolean {
  return deployment.startsWith('/') && here.id.startsWith('/') && existsSync(here.id) && !existsSync(deployment);
}

/** What a file held before the overlay, and holds no more, is in the record's copies alone. Where it cannot be kept, the record stays. */
async function finish(open: Settling, record: OverlayRecord, keeper: Keeper = openKeeper()): Promise<void> {
  const copies = `${open.folder}/copies`;
  const names = existsSync(copies) ? readdirSync(copies) : [];
  const before = Object.entries(open.baseline.conffiles).map(([path, like]) => ({ path, like, digest: like.digest }));
  const lost = before.filter(({ path, digest }) => names.includes(digest) && digestOf(path, algorithmOf(digest)) !== digest);
  const kept = await keeper.keepCopies(lost.map(({ path, digest, like }) => ({ path, why: 'as it was before the overlay', overlay: record.id, file: `${copies}/${digest}`, like })));
  const pending = [...(open.boot?.pending ?? []), ...kept.flatMap((why, index) => (why === null ? [] : [{ path: lost[index]?.path ?? '', why }]))];
  // Nothing is open any more: what it waited for is no news.
  write(open, pending.length > 0 ? { ...record, pending } : { ...record, pending: [], settledIn: [] });
  if (pending.length === 0) removeRecord(open);
}

/** With what was done in /boot, of which the rest of the report knows nothing. */
function write({ folder, boot }: Settling, record: OverlayRecord): void {
  const { users = [], groups = [] } = record.putBack ?? {};
  const whole = boot === null ? record : { ...record, putBack: mergeReports(record.putBack, { removed: boot.removed, restored: boot.restored, kept: boot.kept, users, groups }) };
  writeRecord({ folder, record: whole });
  writeToLog(whole);
}
