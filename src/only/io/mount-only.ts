// This file mounts and unmounts overlays on single folders.

import { rmdirSync } from 'node:fs';
import { ONLY_IN_MEMORY } from '../../places.ts';
import { ensureRootFolder } from '../../system/files/trusted-folder.ts';
import { makeLayers } from '../../system/mounts/make-layers.ts';
import { isWritable, mountOverlay, mountTmpfs, readMounts, unmount, unmountLazily } from '../../system/mounts/mounts.ts';
import type { ProgramResult } from '../../system/processes/run-program.ts';
import { topMountAt } from '../../text/mountinfo.ts';
import { isOnlyMount, ONLY_SOURCE, onlyMountAt } from '../only-overlay.ts';
import { layersOf, makeStore } from './store.ts';

/** Makes new layers for a folder and mounts them; what goes wrong is undone. */
export async function mountNew(on: string, isOnDisk: boolean): Promise<ProgramResult> {
  const wrong = isOnDisk ? makeStore() : await makeMemory();
  if (wrong !== null) return { ok: false, line: wrong };
  const made = await makeLayers(layersOf(on, isOnDisk), on);
  return made.ok ? mountLayers(on, isOnDisk) : made;
}

/** Mounts layers that are there. */
export async function mountLayers(on: string, isOnDisk: boolean): Promise<ProgramResult> {
  const mounted = await mountOverlay({ source: ONLY_SOURCE, on, folder: layersOf(on, isOnDisk), readOnly: false });
  if (!mounted.ok || (onlyMountAt(readMounts(), on) !== null && isWritable(on))) return mounted;
  await unmountLazily(on);
  return { ok: false, line: `${on} cannot be written through its overlay` };
}

async function makeMemory(): Promise<string | null> {
  if (topMountAt(readMounts(), ONLY_IN_MEMORY)?.source === ONLY_SOURCE) return null;
  const wrong = ensureRootFolder(ONLY_IN_MEMORY);
  const mounted = wrong === null ? await mountTmpfs(ONLY_SOURCE, ONLY_IN_MEMORY) : { ok: false as const, line: wrong };
  return mounted.ok ? null : mounted.line;
}

/** Unmounts our overlay from a folder. Without `lazy` it fails where a process uses it. The last one in memory takes the memory with it. */
export async function unmountOnly(on: string, lazy: boolean): Promise<ProgramResult> {
  if (onlyMountAt(readMounts(), on) === null) return { ok: true };
  const result = await (lazy ? unmountLazily(on) : unmount(on));
  if (result.ok) await freeMemory();
  return result;
}

async function freeMemory(): Promise<void> {
  const mounts = readMounts();
  if (topMountAt(mounts, ONLY_IN_MEMORY)?.source !== ONLY_SOURCE || mounts.some((mount) => isOnlyMount(mount) && mount.superOptions.some((option) => option.startsWith(`upperdir=${ONLY_IN_MEMORY}/`)))) return;
  if ((await unmountLazily(ONLY_IN_MEMORY)).ok) rmdirSync(ONLY_IN_MEMORY);
}

/** Unmounts all of them, as a shutdown does, so that the disk that stores them can be unmounted. Returns what went wrong. */
export async function unmountAllOnly(): Promise<string[]> {
  const folders = readMounts().filter(isOnlyMount).map(({ mountPoint }) => mountPoint);
  const results = [];
  for (const on of folders.toReversed()) results.push(await unmountOnly(on, true));
  return results.flatMap((result) => (result.ok ? [] : [result.line]));
}
