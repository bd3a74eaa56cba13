// This file stores what a persistent overlay needs from boot to boot. The file `enabled` alone decides whether a boot mounts it: it is
// written last and removed first, so that a boot after a power cut mounts either all or nothing.

import { mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { PERSISTENT, RUN_FOLDER, STATE_FOLDER } from '../../places.ts';
import { codeOf, reasonOf } from '../../fault.ts';
import { isThere, listFolder, readText } from '../../system/files/read.ts';
import { changeableByOthers, ensureRootFolder } from '../../system/files/trusted-folder.ts';
import { syncFolder, writeDurably } from '../../system/files/write-durably.ts';
import { readMounts } from '../../system/mounts/mounts.ts';
import { runProgram, runQuickly, type ProgramResult } from '../../system/processes/run-program.ts';
import { parseParked, parseState, type Parked, type PersistentState } from '../state.ts';

export const LAYERS = `${PERSISTENT}/layers`;
const ENABLED = `${PERSISTENT}/enabled`;
const STATE = `${PERSISTENT}/state.json`;
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

/** Tells whether something of a persistent overlay is stored, whether or not it is enabled. */
export function isStored(): boolean {
  return listFolder(PERSISTENT).some((name) => name !== 'lost+found');
}

/** Makes the storage with the image that the layers will belong to. */
export function makeStore(state: PersistentState): ProgramResult {
  try {
    mkdirSync(STATE_FOLDER, { recursive: true, mode: 0o700 });
    const other = changeableByOthers(STATE_FOLDER);
    const wrong = other === null ? (ensureRootFolder(PERSISTENT) ?? ensureRootFolder(LAYERS)) : `${other} can be changed by users other than root`;
    if (wrong !== null) return { ok: false, line: wrong };
    writeDurably(STATE, JSON.stringify(state));
    return { ok: true };
  } catch (error) {
    return { ok: false, line: `${PERSISTENT} cannot be written: ${reasonOf(error)}` };
  }
}

/** All layers are on the disk before the file that makes the next boot mount them. */
export async function enable(): Promise<ProgramResult> {
  const synced = await runQuickly('sync', ['-f', '--', PERSISTENT], SYNC_TIMEOUT);
  if (!synced.ok) return synced;
  writeDurably(ENABLED, '');
  return { ok: true };
}

export function disable(): void {
  if (!isEnabled()) return;
  rmSync(ENABLED);
  syncFolder(PERSISTENT);
}

/** Removes all layers. What is mounted from them keeps them until it is unmounted, and fails here. */
export async function removeStore(): Promise<ProgramResult> {
  disable();
  if (!isThere(PERSISTENT)) return { ok: true };
  const inside = readMounts().find(({ mountPoint, superOptions }) => mountPoint.startsWith(`${PERSISTENT}/`) || superOptions.some((option) => option.startsWith(`upperdir=${PERSISTENT}/`)));
  if (inside) return { ok: false, line: `${inside.mountPoint} is still mounted from ${PERSISTENT}` };
  const content = readdirSync(PERSISTENT).filter((name) => name !== 'lost+found').map((name) => `${PERSISTENT}/${name}`);
  const removed = await runProgram('rm', ['-rf', '--one-file-system', '--', ...content], REMOVE_TIMEOUT);
  if (!removed.ok) return removed;
  for (const folder of [PERSISTENT, STATE_FOLDER]) removeIfEmpty(folder);
  return { ok: true };
}

/** A file system of its own may be mounted there, and the folder above may hold other things. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'EBUSY', 'ENOENT'].includes(codeOf(error))) throw error;
  }
}

/** Returns how many boots in a row mounted it and did not come up. A file that cannot be read counts as too many. */
export function attempts(): number {
  if (!isThere(ATTEMPTS)) return 0;
  const text = readText(ATTEMPTS, { noFollow: true }) ?? '';
  return /^\d{1,3}$/.test(text) ? Number(text) : Infinity;
}

/** Throws where it cannot be written, because a boot that is not counted could fail for ever. */
export function countAttempt(): void {
  writeDurably(ATTEMPTS, String(attempts() + 1));
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
const REMOVE_TIMEOUT = 300_000;
