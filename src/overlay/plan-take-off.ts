// This file plans the way back to the image's own /usr: its overlays, ostree's notes about them, the followers, and their storage.

import type { Step } from './plan.ts';
import { mountsAt, optionValue, type Mount } from '../text/mountinfo.ts';
import { describeOverlay, isPersistentMount } from '../host/usr-overlay.ts';
import { takeOffFollowers } from './plan-followers.ts';
import { isFollower, isOurs } from '../host/followers.ts';
import type { Situation } from './situation.ts';

/**
 * The order is safe wherever it is cut short: the next `up` or `down` recognises a follower without an overlay on /usr as left behind,
 * whereas an overlay without its followers would have a wrong package database. A package manager that starts in between fails on a
 * /usr that is read-only again, and damages only a database that is about to go.
 */
export function planTakeOff(situation: Situation): Step[] {
  const overlays = removableOverlays(situation);
  const followers = takeOffFollowers(isPersistentKept(situation) ? situation.mounts.filter((mount) => !isPersistentMount(mount)) : situation.mounts);
  return [
    ...overlays.map((): Step => ({ kind: 'unmount', on: '/usr' })),
    ...situation.unlockedFiles.map((path): Step => ({ kind: 'remove-file', path })),
    ...(overlays.length > 0 && followers.length > 0 ? [{ kind: 'await-package-managers' } as const] : []),
    ...followers,
    ...unused(situation.layerFolders, situation, overlays).map((folder): Step => ({ kind: 'remove-layers', folder })),
    ...unused(situation.storageFolders, situation, overlays).map((folder): Step => ({ kind: 'remove-storage', folder })),
  ];
}

/** Returns the steps that undo an unlock alone, because the followers were mounted by steps of their own. */
export function planUndoUnlock(situation: Situation): Step[] {
  return planTakeOff({ ...situation, mounts: situation.mounts.filter((mount) => !isOurs(mount)), storageFolders: [] });
}

/**
 * Returns the removable overlays on /usr, topmost first; a second `ostree admin unlock` may have stacked one. One that lies over the persistent
 * overlay goes alone, because it hides that one and whoever calls `down` need not know of both.
 */
export function removableOverlays(situation: Situation): Mount[] {
  const stack = mountsAt(situation.mounts, '/usr').reverse();
  const isPersistent = stack[0] !== undefined && isPersistentMount(stack[0]);
  const end = stack.findIndex((mount) => !isRemovable(mount, situation) || isPersistentMount(mount) !== isPersistent);
  return end < 0 ? stack : stack.slice(0, end);
}

/** Tells whether the persistent overlay is still mounted on /usr after the steps. */
export function isPersistentKept(situation: Situation): boolean {
  const isOnUsr = situation.mounts.some((mount) => mount.mountPoint === '/usr' && isPersistentMount(mount));
  return isOnUsr && !removableOverlays(situation).some(isPersistentMount);
}

function isRemovable(mount: Mount, { facts }: Situation): boolean {
  if (mount.fsType !== 'overlay') return false;
  const { backend, persistence } = describeOverlay(mount, facts);
  return isPersistentMount(mount) || (persistence === 'transient' && (backend === 'bootc' || backend === 'ostree' || backend === 'native'));
}

/** Returns the folders that no mount writes into once `overlays` and the followers are gone. */
function unused(folders: readonly string[], { mounts, facts }: Situation, overlays: readonly Mount[]): string[] {
  const used = mounts
    .filter((mount) => mount.fsType === 'overlay' && !overlays.includes(mount) && !isFollower(mount))
    .map((mount) => describeOverlay(mount, facts).upperdir ?? optionValue(mount.superOptions, 'upperdir'));
  return folders.filter((folder) => !used.some((upper) => upper?.startsWith(`${folder}/`)));
}
