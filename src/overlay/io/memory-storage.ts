// This file mounts the tmpfs in which our overlays store, and unmounts it like all else that a plan unmounts.

import { rmSync } from 'node:fs';
import { describeFault } from '../../fault.ts';
import { FOLLOWER_SOURCE } from '../../host/followers.ts';
import { STORAGE } from '../../places.ts';
import { ensureRootFolder } from '../../system/files/trusted-folder.ts';
import { mountTmpfs, readMounts, unmountLazily } from '../../system/mounts/mounts.ts';
import type { ProgramResult } from '../../system/processes/run-program.ts';
import { topMountAt } from '../../text/mountinfo.ts';
import { verifyStorage } from './verify.ts';

/** Mounts it, `size` in the form of tmpfs(5), and looks whether it is there. A mount point whose mount failed is removed again. */
export async function mountMemoryStorage(size: string | undefined): Promise<ProgramResult> {
  const wrong = ensureRootFolder(STORAGE);
  if (wrong !== null) return { ok: false, line: wrong };
  const mounted = await mountTmpfs(FOLLOWER_SOURCE, STORAGE, size);
  const result = mounted.ok ? await verified() : mounted;
  if (!result.ok) removeStorage(STORAGE);
  return result;
}

async function verified(): Promise<ProgramResult> {
  try {
    const wrong = verifyStorage();
    return wrong === null ? { ok: true } : { ok: false, line: wrong };
  } catch (fault) {
    // The mount table cannot be read, although the mount succeeded, so it is undone.
    await unmountLazily(STORAGE);
    return { ok: false, line: describeFault(fault).line };
  }
}

/** Unmounts what is on top of a place, if anything is. Our own mount point goes with its last mount. */
export async function unmountOnce(on: string): Promise<ProgramResult> {
  const result: ProgramResult = isMounted(on) ? await unmountLazily(on) : { ok: true };
  if (result.ok) removeStorage(on);
  return result;
}

/** A mount that propagated to a second place, for example where /var is bind-mounted, may have gone with the first. */
function isMounted(on: string): boolean {
  try {
    return topMountAt(readMounts(), on) !== null;
  } catch {
    return true;
  }
}

/** Our mount point may be removed only with its last mount, because a second one may have been stacked on it. */
function removeStorage(on: string): void {
  const isInUse = (): boolean => readMounts().some(({ mountPoint }) => mountPoint === STORAGE || mountPoint.startsWith(`${STORAGE}/`));
  try {
    if (on === STORAGE && !isInUse()) rmSync(STORAGE, { recursive: true, force: true });
  } catch {
    // What stays are files in /run that nothing reads; the next `up` replaces them.
  }
}
