// This file mounts and unmounts the layers of a persistent overlay.

import { reasonOf } from '../../fault.ts';
import { FOLLOWER_SOURCE } from '../../host/followers.ts';
import { isPersistentMount, NATIVE_SOURCE } from '../../host/usr-overlay.ts';
import { isFolder } from '../../system/files/read.ts';
import { isWritable, mountOverlays, overlayOptions, readMounts, unmountLazily, type OverlayMount } from '../../system/mounts/mounts.ts';
import { ownProgram } from '../../system/processes/own-program.ts';
import { runQuickly, type ProgramResult } from '../../system/processes/run-program.ts';
import { topMountAt } from '../../text/mountinfo.ts';
import type { PersistentOverlay } from '../state.ts';
import { storeOf } from './store.ts';

/** Returns the mounts in their order. */
function overlaysOf(overlay: PersistentOverlay): OverlayMount[] {
  return overlay.folders.map(({ on, layers }) => ({ source: on === '/usr' ? NATIVE_SOURCE : FOLLOWER_SOURCE, on, folder: `${storeOf(overlay)}/${layers}`, readOnly: false }));
}

/** Returns a folder that is needed and missing, or null. */
export function missingFolder(overlay: PersistentOverlay): string | null {
  return overlaysOf(overlay).flatMap(({ on, folder }) => [on, `${folder}/upper`, `${folder}/work`]).find((path) => !isFolder(path)) ?? null;
}

/**
 * Mounts /usr in a namespace of its own and starts programs there, by name: those that bring the host up and those that take the overlay off
 * again. One that a broken library does not stop proves nothing of the others.
 */
export async function tryOut(overlay: PersistentOverlay): Promise<ProgramResult> {
  const usr = overlaysOf(overlay).find(({ on }) => on === '/usr');
  if (!usr) return { ok: false, line: '/usr is not among its folders' };
  const words = ['--mount', '--propagation', 'private', '--', 'sh', '-c', TRY, 'sh', overlayOptions(usr), ownProgram()[0]];
  return runQuickly('unshare', words, TRY_TIMEOUT);
}

const TRY = `
mount --internal-only -t overlay -o "$1" usr-overlay /usr || exit 1
try() { "$@" >/dev/null 2>&1 || { echo "$1 failed" >&2; exit 2; }; }
try /bin/sh -c :
try /bin/mount --version
try /bin/umount --version
[ ! -e /usr/lib/systemd/systemd ] || try /usr/lib/systemd/systemd --version
[ ! -e /usr/lib/systemd/systemd-executor ] || try /usr/lib/systemd/systemd-executor --version
try "$2" --version
`;
const TRY_TIMEOUT = 60_000;

/** Mounts all or nothing; returns null, or what went wrong. */
export async function mountPersistent(overlay: PersistentOverlay): Promise<string | null> {
  const wrong = tryMounts(overlaysOf(overlay));
  if (wrong !== null) await unmountPersistent();
  return wrong;
}

function tryMounts(overlays: readonly OverlayMount[]): string | null {
  try {
    mountOverlays(overlays);
    const mounts = readMounts();
    const failed = overlays.find(({ on }) => !isPersistentOn(topMountAt(mounts, on)) || !isWritable(on));
    return failed ? `${failed.on} is not writable through it` : null;
  } catch (error) {
    return reasonOf(error);
  }
}

function isPersistentOn(mount: ReturnType<typeof topMountAt>): boolean {
  return mount !== null && isPersistentMount(mount);
}

/** Tells whether any of it is mounted. */
export function isMounted(): boolean {
  return readMounts().some(isPersistentMount);
}

/** Unmounts it, and whatever was mounted over it on /usr; returns null, or what went wrong. A shutdown calls this, too. */
export async function unmountPersistent(): Promise<string | null> {
  for (let tries = 0; tries < MOST_MOUNTS; tries += 1) {
    const left = readMounts().filter(isPersistentMount);
    const next = left.find(({ mountPoint }) => mountPoint === '/usr') ?? left.at(-1);
    if (!next) return null;
    const result = await unmountLazily(next.mountPoint);
    if (!result.ok) return result.line;
  }
  return 'overlays are still mounted';
}

const MOST_MOUNTS = 100;
