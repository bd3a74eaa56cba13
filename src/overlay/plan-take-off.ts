// The steps back to the image's own /usr: the overlays on it, ostree's word for them, what followed, and their storage.

import type { Step } from './plan.ts';
import { mountsAt, optionValue, type Mount } from '../text/mountinfo.ts';
import { describeOverlay } from '../host/usr-overlay.ts';
import { takeOffFollowers } from './plan-followers.ts';
import { isFollower, isOurs } from '../host/followers.ts';
import type { Situation } from './situation.ts';

/**
 * In the order that leaves a host which the next `up` or `down` sets right, wherever it is cut short: a follower without an
 * overlay on /usr is known for a leftover, an overlay without its followers would be a database that lies. So too a package
 * manager that came in between does its damage, on a /usr that is read-only again, to a database that goes.
 */
export function planTakeOff(situation: Situation): Step[] {
  const overlays = removableOverlays(situation);
  const followers = takeOffFollowers(situation.mounts);
  return [
    ...overlays.map((): Step => ({ kind: 'unmount', on: '/usr' })),
    ...situation.unlockedFiles.map((path): Step => ({ kind: 'remove-file', path })),
    ...(overlays.length > 0 && followers.length > 0 ? [{ kind: 'await-package-managers' } as const] : []),
    ...followers,
    ...unused(situation.layerFolders, situation, overlays).map((folder): Step => ({ kind: 'remove-layers', folder })),
    ...unused(situation.storageFolders, situation, overlays).map((folder): Step => ({ kind: 'remove-storage', folder })),
  ];
}

/** What undoes an unlock alone: what follows was put on by steps of its own. */
export function planUndoUnlock(situation: Situation): Step[] {
  return planTakeOff({ ...situation, mounts: situation.mounts.filter((mount) => !isOurs(mount)), storageFolders: [] });
}

/** The transient overlays of a known backend on top of /usr, topmost first: a second `ostree admin unlock` may have stacked one. */
export function removableOverlays(situation: Situation): Mount[] {
  const stack = mountsAt(situation.mounts, '/usr').reverse();
  const end = stack.findIndex((mount) => !isRemovable(mount, situation));
  return end < 0 ? stack : stack.slice(0, end);
}

function isRemovable(mount: Mount, { facts }: Situation): boolean {
  if (mount.fsType !== 'overlay') return false;
  const { backend, persistence } = describeOverlay(mount, facts);
  return persistence === 'transient' && (backend === 'bootc' || backend === 'ostree' || backend === 'native');
}

/** Those of the folders that no mount of this table writes into once `overlays` and what follows them are off. */
function unused(folders: readonly string[], { mounts, facts }: Situation, overlays: readonly Mount[]): string[] {
  const used = mounts
    .filter((mount) => mount.fsType === 'overlay' && !overlays.includes(mount) && !isFollower(mount))
    .map((mount) => describeOverlay(mount, facts).upperdir ?? optionValue(mount.superOptions, 'upperdir'));
  return folders.filter((folder) => !used.some((upper) => upper?.startsWith(`${folder}/`)));
}
