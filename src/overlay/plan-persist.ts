// This file plans `usr-overlay up --persist`: an overlay that each boot of this image mounts again.

import { describeHost, type Host } from '../host/host.ts';
import { isKept, isMountKept } from '../host/persistence.ts';
import { isPersistentMount, NATIVE_SOURCE } from '../host/usr-overlay.ts';
import { PERSISTENT, PERSISTENT_NAME } from '../places.ts';
import { freeStore } from '../persist/state.ts';
import { isWritableMount, mountAround, topMountAt } from '../text/mountinfo.ts';
import { planFollowers } from './plan-followers.ts';
import { planTakeOff } from './plan-take-off.ts';
import { obstacleToStorage } from './plan-storage.ts';
import type { Note, Plan, RefusalReason, Step } from './plan.ts';
import type { Situation, StoragePlace, UpOptions } from './situation.ts';

/** Layers with whiteouts and attributes survive a power cut on these, and their tools repair them. */
const SUITABLE = ['ext4', 'xfs', 'btrfs'];

/** Returns the steps, or why there can be no such overlay. */
export function planPersist(situation: Situation, { renew = false, storage }: Pick<UpOptions, 'renew' | 'storage'>): Plan {
  const host = describeHost(situation.facts);
  if (host.environment !== 'host') return refused(host.environment === 'live' ? 'persist-live' : 'container');
  const { parked = null, stored = [], elsewhere = null } = situation.persistent ?? {};
  const stays: Note[] = storage === null || storageOf(storage) === elsewhere ? [] : [{ kind: 'storage-not-changed' }];
  if (isOn(situation)) return { kind: 'steps', steps: [], outcome: 'already-persistent', notes: stays };
  if (renew && parked === null) return refused('renew-nothing');
  if (parked !== null && !(renew && parked.reason === 'other-image')) return renew ? refused('renew-same-image') : planParked(parked.reason === 'other-image');
  const obstacle = obstacleOf(situation, host);
  if (obstacle !== null) return obstacle;
  const isNew = storage !== null && stored.length === 0 && elsewhere === null;
  const wrong = isNew ? obstacleTo(storage, situation) : usualObstacle(situation);
  if (wrong !== null) return wrong;
  const store = freeStore(stored);
  const layers = `${PERSISTENT}/${store}`;
  const followers = planFollowers(situation, { folder: layers, steps: [] }, true);
  if (followers.kind === 'refused') return followers;
  const folder = `${layers}/usr`;
  const folders = [...followers.followers, '/usr'];
  const steps: Step[] = [
    ...planTakeOff({ ...situation, layerFolders: [] }),
    ...(isNew ? [{ kind: 'bind-persistent', folder: storageOf(storage) } as const] : []),
    { kind: 'make-persistent', folders, store },
    ...followers.steps.filter(({ kind }) => kind === 'make-layers'),
    { kind: 'make-layers', folder, like: '/usr' },
    ...followers.steps.filter(({ kind }) => kind === 'mount-overlay'),
    { kind: 'mount-overlay', source: NATIVE_SOURCE, on: '/usr', folder, readOnly: false },
    { kind: 'check-locks' },
    { kind: 'verify-up', readOnly: false, followers: followers.followers },
    { kind: 'enable-persistent', store },
    { kind: 'reload-systemd' },
  ];
  if (situation.packageManager !== null) return refused('package-manager-running', situation.packageManager);
  return { kind: 'steps', steps, outcome: 'mounted-persistent', notes: [...followers.notes, ...(isNew ? [] : stays)] };
}

function isOn({ mounts }: Situation): boolean {
  return mounts.some((mount) => mount.mountPoint === '/usr' && isPersistentMount(mount));
}

/** That of another image stays until it is discarded; that of this image gets another try. */
function planParked(isOther: boolean): Plan {
  return isOther ? refused('persist-parked') : { kind: 'steps', steps: [{ kind: 'retry-persistent' }], outcome: 'persistent-at-next-boot', notes: [] };
}

function obstacleOf({ facts, mounts, bootUnit }: Situation, host: Host): Plan | null {
  if (host.usrOverlay?.backend === 'sysext') return refused('sysext-merged');
  if (host.usrOverlay !== null) return refused(host.usr.mountPoint === '/usr' ? 'persist-over-overlay' : 'persist-on-overlay-root');
  if (host.stoppedAfterError) return refused('stopped-after-error');
  if (host.usr.writable === true) return host.imageManager === null ? { kind: 'steps', steps: [], outcome: 'already-writable', notes: [] } : refused('persist-deployment-writable');
  const etc = mountAround(mounts, '/etc');
  if (etc !== null && !isWritableMount(etc)) return refused('etc-read-only');
  if (isKept('/etc', facts) === false) return refused('persist-etc-transient');
  if (!host.overlayfs) return refused('no-overlayfs');
  if (host.overlayDepth >= 2) return refused('too-deep');
  if (!bootUnit) return refused('persist-no-unit');
  const below = mounts.find(({ mountPoint }) => mountPoint.startsWith('/usr/'));
  if (below) return refused('persist-mounts-below', below.mountPoint);
  return null;
}

function storageOf({ path }: StoragePlace): string {
  return `${path}/${PERSISTENT_NAME}`;
}

/** The folder is mounted over the usual place, which must be free. */
function obstacleTo(place: StoragePlace, { facts, mounts }: Situation): Plan | null {
  if (place.path === 'tmpfs') return refused('storage-refused', 'memory is empty after a reboot: name a folder on a disk');
  if (topMountAt(mounts, PERSISTENT) !== null) return refused('storage-refused', `a file system of its own is mounted on ${PERSISTENT}, and holds the layers: leave out \`--storage\``);
  const around = mountAround(mounts, place.path);
  const kind = around !== null && !SUITABLE.includes(around.fsType) ? `lies on ${around.fsType}, and the layers need a local ${SUITABLE.join(', ')}` : null;
  const lost = around !== null && isMountKept(around, facts) === false ? 'is empty after a reboot' : null;
  const wrong = place.wrong ?? lost ?? kind ?? obstacleToStorage(place, mounts);
  return wrong === null ? null : refused('storage-refused', `${place.path} ${wrong}`);
}

function usualObstacle({ facts, mounts }: Situation): Plan | null {
  const around = mountAround(mounts, PERSISTENT);
  if (around === null || !SUITABLE.includes(around.fsType) || isKept(PERSISTENT, facts) === false) return refused('persist-storage', `${PERSISTENT} lies on ${around?.fsType ?? 'nothing'}, and the layers need a local ${SUITABLE.join(', ')}`);
  return isWritableMount(around) ? null : refused('persist-storage', `${PERSISTENT} lies on a read-only file system`);
}

function refused(reason: RefusalReason, detail = ''): Plan {
  return { kind: 'refused', reason, detail };
}
