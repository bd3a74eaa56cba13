// This file removes layers that no boot mounts any more.

import { readdirSync, rmdirSync, rmSync } from 'node:fs';
import { PERSISTENT, STATE_FOLDER } from '../../places.ts';
import { codeOf } from '../../fault.ts';
import { isThere } from '../../system/files/read.ts';
import { readMounts } from '../../system/mounts/mounts.ts';
import { runProgram, type ProgramResult } from '../../system/processes/run-program.ts';
import { isStore } from '../state.ts';
import { disable, isEnabled, PENDING, readState, storedOverlays, storeOf } from './store.ts';

/** Removes all layers. What is mounted from them keeps them until it is unmounted, and fails here. */
async function removeStore(): Promise<ProgramResult> {
  disable();
  if (!isThere(PERSISTENT)) return { ok: true };
  const removed = await remove(readdirSync(PERSISTENT).filter((name) => name !== 'lost+found').map((name) => `${PERSISTENT}/${name}`), `${PERSISTENT}/`);
  if (!removed.ok) return removed;
  for (const folder of [PERSISTENT, STATE_FOLDER]) removeIfEmpty(folder);
  return { ok: true };
}

/** Removes layers that belong to no overlay which a boot mounts, as a killed command leaves them; everything where there is no such overlay. */
export async function removeUnused(): Promise<ProgramResult> {
  if (!isEnabled()) return removeStore();
  // Where it is not known what belongs to what, nothing goes.
  if (readState() === null) return { ok: true };
  rmSync(PENDING, { force: true });
  const used = storedOverlays().map(storeOf);
  const unused = readdirSync(PERSISTENT).filter(isStore).map((name) => `${PERSISTENT}/${name}`).filter((path) => !used.includes(path));
  for (const path of unused) {
    const removed = await remove([path], `${path}/`);
    if (!removed.ok) return removed;
  }
  return { ok: true };
}

async function remove(paths: readonly string[], within: string): Promise<ProgramResult> {
  const inside = readMounts().find(({ mountPoint, superOptions }) => mountPoint.startsWith(within) || superOptions.some((option) => option.startsWith(`upperdir=${within}`)));
  if (inside) return { ok: false, line: `${inside.mountPoint} is still mounted from ${within.slice(0, -1)}` };
  return paths.length === 0 ? { ok: true } : runProgram('rm', ['-rf', '--one-file-system', '--', ...paths], REMOVE_TIMEOUT);
}

/** A file system of its own may be mounted there, and the folder above may hold other things. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'EBUSY', 'ENOENT'].includes(codeOf(error))) throw error;
  }
}

const REMOVE_TIMEOUT = 300_000;
