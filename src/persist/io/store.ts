// This file stores what a persistent overlay needs from boot to boot. The file `enabled` alone decides whether a boot mounts it: it is
// written last and removed first, so that a boot after a power cut mounts either all or nothing.

import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { PERSISTENT, RUN_FOLDER, STATE_FOLDER } from '../../places.ts';
import { reasonOf } from '../../fault.ts';
import { isThere, listFolder, readText } from '../../system/files/read.ts';
import { changeableByOthers, ensureRootFolder } from '../../system/files/trusted-folder.ts';
import { syncFolder, writeDurably } from '../../system/files/write-durably.ts';
import { readMounts } from '../../system/mounts/mounts.ts';
import { runQuickly, type ProgramResult } from '../../system/processes/run-program.ts';
import { mountsAt, optionValue } from '../../text/mountinfo.ts';
import { isSameImage, type Image } from '../image.ts';
import { FIRST_STORE, overlaysIn, parseParked, parseState, stateOf, type Parked, type PersistentOverlay, type PersistentState } from '../state.ts';

const ENABLED = `${PERSISTENT}/enabled`;
const STATE = `${PERSISTENT}/state.json`;
/** What the state will be once the layers are whole. */
export const PENDING = `${PERSISTENT}/state.pending`;
const ATTEMPTS = `${PERSISTENT}/attempts`;
/** The units after the first one ask for this mark: packaging/systemd. */
const MOUNTED = `${RUN_FOLDER}/persistent`;
const PARKED = `${RUN_FOLDER}/parked.json`;

/** Tells whether a boot of its image is to mount it. Only root may look. */
export function isEnabled(): boolean {
  return isThere(ENABLED);
}

/** Returns null where there is none, or none that can be read. */
export function readState(): PersistentState | null {
  return parseState(readText(STATE, { noFollow: true }) ?? '');
}

/** Returns the overlays that boots of their images mount, the newest first. */
export function storedOverlays(): PersistentOverlay[] {
  return isEnabled() ? overlaysIn(readState()) : [];
}

function storeName({ store = FIRST_STORE }: PersistentOverlay): string {
  return store;
}

/** Returns the folder that holds the layers of one. */
export function storeOf(overlay: PersistentOverlay): string {
  return `${PERSISTENT}/${storeName(overlay)}`;
}

/** Returns the one that is mounted on /usr, even below another overlay, or null. */
export function mountedOverlay(): PersistentOverlay | null {
  const uppers = mountsAt(readMounts(), '/usr').flatMap(({ superOptions }) => optionValue(superOptions, 'upperdir') ?? []);
  return overlaysIn(readState()).find((overlay) => uppers.some((upper) => upper.startsWith(`${storeOf(overlay)}/`))) ?? null;
}

/** Tells whether something of a persistent overlay is stored, whether or not it is enabled. */
export function isStored(): boolean {
  return listFolder(PERSISTENT).some((name) => name !== 'lost+found');
}

/** Makes the storage for one more overlay; no boot mounts it before `enable`. */
export function makeStore(overlay: PersistentOverlay): ProgramResult {
  try {
    mkdirSync(STATE_FOLDER, { recursive: true, mode: 0o700 });
    const other = changeableByOthers(STATE_FOLDER);
    const wrong = other === null ? (ensureRootFolder(PERSISTENT) ?? ensureRootFolder(storeOf(overlay))) : `${other} can be changed by users other than root`;
    if (wrong !== null) return { ok: false, line: wrong };
    writeDurably(PENDING, JSON.stringify(stateOf([overlay, ...storedOverlays()])));
    return { ok: true };
  } catch (error) {
    return { ok: false, line: `${PERSISTENT} cannot be written: ${reasonOf(error)}` };
  }
}

/** All layers are on the disk before the file that makes the next boot mount them. */
export async function enable(): Promise<ProgramResult> {
  const synced = await runQuickly('sync', ['-f', '--', PERSISTENT], SYNC_TIMEOUT);
  if (!synced.ok) return synced;
  renameSync(PENDING, STATE);
  syncFolder(PERSISTENT);
  if (!isEnabled()) writeDurably(ENABLED, '');
  return { ok: true };
}

/** No boot mounts the overlay in this store any more; without `store`, none of them. */
export function disable(store?: string): void {
  if (!isEnabled()) return;
  const left = store === undefined ? [] : storedOverlays().filter((overlay) => storeName(overlay) !== store);
  if (left.length > 0) return keepOverlays(left);
  rmSync(ENABLED);
  syncFolder(PERSISTENT);
}

/** Each boot mounts these alone, if they are of its image. */
export function keepOverlays(overlays: readonly PersistentOverlay[]): void {
  const state = stateOf(overlays);
  if (state !== null) writeDurably(STATE, JSON.stringify(state));
}

/** Returns how many boots of this image in a row mounted it and did not come up. A file that cannot be read counts as too many. */
export function attempts(image: Image): number {
  if (!isThere(ATTEMPTS)) return 0;
  const [, number, kind, value] = /^(\d{1,3})(?: (\S+) (\S+))?$/.exec(readText(ATTEMPTS, { noFollow: true }) ?? '') ?? [];
  if (number === undefined) return Infinity;
  return kind === undefined || isSameImage(image, { ...image, kind: kind as Image['kind'], value: value ?? '' }) ? Number(number) : 0;
}

/** Throws where it cannot be written, because a boot that is not counted could fail for ever. */
export function countAttempt(image: Image): void {
  writeDurably(ATTEMPTS, `${attempts(image) + 1} ${image.kind} ${image.value}`);
}

export function clearAttempts(): void {
  if (!isThere(ATTEMPTS)) return;
  rmSync(ATTEMPTS);
  syncFolder(PERSISTENT);
}

/** Says that it is on, for the units that come later in this boot. The lock has made the folder. */
export function markMounted(): void {
  rmSync(PARKED, { force: true });
  writeDurably(MOUNTED, '');
}

export function markUnmounted(): void {
  rmSync(MOUNTED, { force: true });
}

/** Remembers until the next boot why it is not mounted. */
export function writeParked(parked: Parked): void {
  markUnmounted();
  writeDurably(PARKED, JSON.stringify(parked));
}

export function readParkedFile(): Parked | null {
  return parseParked(readText(PARKED, { noFollow: true }) ?? '');
}

const SYNC_TIMEOUT = 300_000;
