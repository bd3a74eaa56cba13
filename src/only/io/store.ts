// This file stores what each boot needs to mount overlays on single folders again. A folder is in the state file after its layers are whole,
// and out of it before they are removed.

import { mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { codeOf } from '../../fault.ts';
import { ONLY, ONLY_IN_MEMORY, RUN_FOLDER, STATE_FOLDER } from '../../places.ts';
import { isThere, listFolder, readText } from '../../system/files/read.ts';
import { changeableByOthers, ensureRootFolder } from '../../system/files/trusted-folder.ts';
import { writeDurably } from '../../system/files/write-durably.ts';
import { readMounts } from '../../system/mounts/mounts.ts';
import { runProgram, runQuickly, type ProgramResult } from '../../system/processes/run-program.ts';
import { optionValue } from '../../text/mountinfo.ts';
import { folderName } from '../../text/paths.ts';
import { parseOnly, type OnlyFolder } from '../only-overlay.ts';

const STATE = `${ONLY}/state.json`;
const LAYERS = `${ONLY}/layers`;
/** The unit that starts what such a folder brings along asks for this mark: packaging/systemd. */
const MARK = `${RUN_FOLDER}/only-mounted`;

/** Returns where the layers of an overlay on a folder lie, on the disk or in memory. */
export function layersOf(on: string, isOnDisk: boolean): string {
  return `${isOnDisk ? LAYERS : ONLY_IN_MEMORY}/${folderName(on)}`;
}

/** Returns what each boot mounts again; null where that is stored and cannot be read. Only root may look. */
export function readFolders(): readonly OnlyFolder[] | null {
  if (!isThere(STATE)) return [];
  return parseOnly(readText(STATE, { noFollow: true }) ?? '')?.folders ?? null;
}

/** Makes the folder in which layers are stored, for root alone; returns null, or what is wrong. */
export function makeStore(): string | null {
  mkdirSync(STATE_FOLDER, { recursive: true, mode: 0o700 });
  const other = changeableByOthers(STATE_FOLDER);
  return other === null ? (ensureRootFolder(ONLY) ?? ensureRootFolder(LAYERS)) : `${other} can be changed by users other than root`;
}

/** All layers are on the disk before the file that makes the next boot mount them. */
export async function writeFolders(folders: readonly OnlyFolder[]): Promise<ProgramResult> {
  const synced = await runQuickly('sync', ['-f', '--', ONLY], SYNC_TIMEOUT);
  if (synced.ok) writeDurably(STATE, JSON.stringify({ schema: 1, folders }));
  return synced;
}

/** Says for this boot that one is on that each boot mounts. */
export function markOnly(): void {
  writeDurably(MARK, '');
}

/** Removes layers that no boot mounts and that are not mounted now, as a killed `up` or `down` leaves them, and the store with the last one. */
export async function removeUnused(): Promise<ProgramResult> {
  const folders = readFolders();
  // Where it is not known what belongs to what, nothing goes.
  if (folders === null) return { ok: true };
  const needed = new Set([...folders.map(({ on }) => layersOf(on, true)), ...readMounts().map(({ superOptions }) => optionValue(superOptions, 'upperdir')?.replace(/\/upper$/, ''))]);
  const unused = [LAYERS, ONLY_IN_MEMORY].flatMap((store) => listFolder(store).map((name) => `${store}/${name}`)).filter((layers) => !needed.has(layers));
  const removed = unused.length === 0 ? ({ ok: true } as const) : await runProgram('rm', ['-rf', '--one-file-system', '--', ...unused], REMOVE_TIMEOUT);
  if (removed.ok && folders.length === 0 && listFolder(LAYERS).length === 0) await removeStore();
  return removed;
}

async function removeStore(): Promise<void> {
  if (isThere(ONLY)) await runProgram('rm', ['-rf', '--one-file-system', '--', ...readdirSync(ONLY).map((name) => `${ONLY}/${name}`), MARK], REMOVE_TIMEOUT);
  for (const folder of [ONLY, STATE_FOLDER]) removeIfEmpty(folder);
}

/** A file system of its own may be mounted there, and the folder above may hold other things. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'EBUSY', 'ENOENT'].includes(codeOf(error))) throw error;
  }
}

const SYNC_TIMEOUT = 300_000;
const REMOVE_TIMEOUT = 300_000;
