// This file keeps the records of persistent overlays that are not mounted, and what was removed from /etc meanwhile, so that both are there
// again when one is mounted again: in parked/ID/, like open/, with aside/DEPLOYMENT/ for the files.

import { copyFileSync, lstatSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { isSameImage, type Image } from '../../persist/image.ts';
import { isStorageAway } from '../../persist/io/elsewhere.ts';
import { isEnabled, storedOverlays } from '../../persist/io/store.ts';
import { digestOf } from '../../system/files/digest.ts';
import { withPinned } from '../../system/files/pinned-folder.ts';
import { isFolder, linkTarget, listFolder, readText } from '../../system/files/read.ts';
import { writeDurably } from '../../system/files/write-durably.ts';
import { runQuickly } from '../../system/processes/run-program.ts';
import { field, isText, parseJson } from '../../text/json.ts';
import { planPutBack } from '../plan-put-back.ts';
import { reportOf, type PutBackStep } from '../put-back-plan.ts';
import { standing, type Deployment, type OverlayRecord, type PutBackReport } from '../record.ts';
import { planUndo, type There } from '../set-aside.ts';
import { afterPutBack, applyPutBack, type Failed } from './apply-put-back.ts';
import { gatherHostNow } from './gather-host-now.ts';
import { isPersistentOn } from './overlay-now.ts';
import { ensureFolders, OPEN, PARKED, readOpen, removeIfEmpty, type OpenRecord } from './record-store.ts';

/** Tells whether the overlay of this record, which is not mounted, may be mounted again: not once it was discarded. */
export function isToComeBack({ persistence, backend, image }: OverlayRecord): boolean {
  if (persistence !== 'persistent' || backend !== 'native') return false;
  // Nobody knows what is on a disk that is not there.
  if (isStorageAway()) return true;
  if (!isEnabled()) return false;
  return image === undefined || storedOverlays().some((stored) => isSameImage(stored.image, image));
}

/** Returns what `readOpen` returns, of each that is parked. */
export function readParked(): (OpenRecord | string)[] {
  return listFolder(PARKED).map((name) => `${PARKED}/${name}`).filter(isFolder).flatMap((folder) => readOpen(folder) ?? []);
}

export function parkOpen({ id }: OverlayRecord): void {
  const wrong = ensureFolders(PARKED);
  if (wrong !== null) throw new Error(wrong);
  renameSync(OPEN, `${PARKED}/${id}`);
}

/** The last one takes the folder with it. */
export function removeParkedFolder(): void {
  removeIfEmpty(PARKED);
}

/** The record stays, as its overlay may be mounted again; what is removed from /etc is set aside first. Returns a report where anything was done. */
export async function putBackWhileParked({ record, baseline, leftovers, folder }: OpenRecord, here: Deployment): Promise<PutBackReport[]> {
  // What the packages of another one have in /etc now is not this one's.
  if (isPersistentOn() || standing(record, here) === 'other') return [];
  const plan = planPutBack(baseline, leftovers, gatherHostNow(baseline, leftovers, folder, false));
  if (plan.steps.length === 0) return [];
  await setAside(plan.steps, folder, here);
  const failed = await applyPutBack(plan.steps, record.id);
  await afterPutBack(plan.steps);
  return [{ ...reportOf(plan, failed), users: [], groups: [] }];
}

/** Returns the record of the overlay of this image, or null. */
export function parkedOf(image: Image | null): OpenRecord | null {
  const records = readParked().filter((each) => typeof each !== 'string');
  return records.find(({ record }) => record.image === undefined || (image !== null && isSameImage(record.image, image))) ?? null;
}

/** Makes `parked` the open record; no other may be open. Returns what could not be restored. */
export async function unpark(parked: OpenRecord, here: Deployment): Promise<Failed[]> {
  renameSync(parked.folder, OPEN);
  removeParkedFolder();
  const folder = asideOf(OPEN, here);
  const steps = readSteps(folder).map((step) => (step.kind === 'restore-file' ? { ...step, from: `${folder}/${nameOf(step.from)}` } : step));
  const failed = await applyPutBack(steps, parked.record.id);
  rmSync(folder, { recursive: true, force: true });
  return failed;
}

/** Copies what these steps are about to take, and writes down how to undo them, before any of them is done. */
async function setAside(steps: readonly PutBackStep[], record: string, here: Deployment): Promise<void> {
  if (steps.length === 0) return;
  const folder = asideOf(record, here);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let number = listFolder(folder).length;
  const look = (path: string): There => withPinned(path, (pinned) => lookAt(pinned, `${folder}/${String((number += 1))}`)) ?? { kind: 'nothing' };
  const undo = planUndo(steps, look, (file) => digestOf(file, 'sha256', { follow: true }) ?? '');
  const synced = await runQuickly('sync', ['-f', '--', folder], SYNC_TIMEOUT);
  if (!synced.ok) throw new Error(synced.line);
  // The newest come first: they are undone first.
  writeDurably(`${folder}/${STEPS}`, JSON.stringify([...undo.map((step) => ('from' in step && step.kind === 'restore-file' ? { ...step, from: nameOf(step.from) } : step)), ...readSteps(folder)]));
}

const STEPS = 'steps.json';
const SYNC_TIMEOUT = 60_000;
const KINDS = ['remove-file', 'remove-link', 'restore-file', 'restore-link', 'make-folder', 'remove-folder'];

function asideOf(record: string, { id }: Deployment): string {
  return `${record}/aside/${encodeURIComponent(id).slice(-200)}`;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function readSteps(folder: string): PutBackStep[] {
  const steps = parseJson(readText(`${folder}/${STEPS}`, { noFollow: true }) ?? '');
  return Array.isArray(steps) ? steps.filter((step): step is PutBackStep => KINDS.includes(String(field(step, 'kind'))) && isText(field(step, 'path'))) : [];
}

/** A regular file is copied to `copy`; a step takes nothing else, so that anything else needs no copy. */
function lookAt(pinned: string, copy: string): There {
  const stat = lstatSync(pinned, { throwIfNoEntry: false });
  if (stat === undefined) return { kind: 'nothing' };
  const like = { mode: stat.mode & 0o7777, uid: stat.uid, gid: stat.gid };
  if (stat.isSymbolicLink()) return { kind: 'link', target: linkTarget(pinned) ?? '' };
  if (stat.isDirectory()) return { kind: 'folder', like };
  if (!stat.isFile()) return { kind: 'nothing' };
  copyFileSync(pinned, copy);
  return { kind: 'file', digest: digestOf(copy, 'sha256') ?? '', from: copy, like };
}
