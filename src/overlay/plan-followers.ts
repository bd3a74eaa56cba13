// This file plans which folders get an overlay that lives as long as the one on /usr: the followers.

import { FOLLOWER_SOURCE, isFollower, isOurs, isStorage } from '../host/followers.ts';
import { folderName, isBelow } from '../text/paths.ts';
import { mountAround, topMountAt, type Mount } from '../text/mountinfo.ts';
import { type Note, type Plan, type Step } from './plan.ts';
import { STATE_FOLDER, STORAGE } from '../places.ts';
import type { Storage } from './plan-storage.ts';
import type { Candidate, Situation } from './situation.ts';

export type FollowerPlan = {
  kind: 'followers';
  steps: Step[];
  /** These folders will follow once the steps are done, including those that follow already. */
  followers: string[];
  notes: Note[];
};

/** `storage` is where the layers go. `bare` plans as if none of our mounts were there, because there are none or they are removed first. */
export function planFollowers(situation: Situation, storage: Storage, bare: boolean): FollowerPlan | (Plan & { kind: 'refused' }) {
  const mounts = bare ? situation.mounts.filter((mount) => !isOurs(mount)) : situation.mounts;
  const plan: FollowerPlan = { kind: 'followers', steps: [], followers: [], notes: [] };
  const [layers, overlays]: [Step[], Step[]] = [[], []];
  const obstacles = new Map(situation.candidates.map((candidate) => [candidate.path, obstacleOf(candidate, mounts, [storage.folder, ...STORES])]));
  // A folder that is left out covers nothing, so a folder inside it that was asked for needs an overlay of its own.
  const covering = situation.candidates.map(({ path }) => path).filter((path) => obstacles.get(path) === null);
  for (const candidate of situation.candidates) {
    const { path, asked } = candidate;
    if (isFollower(topMountAt(mounts, path))) {
      plan.followers.push(path);
      continue;
    }
    if ((!asked && isBelow(path, '/usr')) || isCovered(path, covering)) continue;
    const obstacle = obstacles.get(path) ?? null;
    if (obstacle !== null && asked) return { kind: 'refused', reason: 'follow-refused', detail: `${path} ${obstacle}` };
    if (obstacle !== null) {
      plan.notes.push({ kind: 'left-out', folder: path, because: obstacle });
      continue;
    }
    const folder = `${storage.folder}/${folderName(path)}`;
    layers.push({ kind: 'make-layers', folder, like: path });
    overlays.push({ kind: 'mount-overlay', source: FOLLOWER_SOURCE, on: path, folder, readOnly: false });
    plan.followers.push(path);
  }
  if (overlays.length > 0) plan.steps = [...storage.steps, ...layers, ...overlays, { kind: 'check-locks' }];
  return plan;
}

/** Unmounts followers, innermost first, then the storage. A killed `up` or `down`, or `umount /usr` by hand, leaves them behind. */
export function takeOffFollowers(mounts: readonly Mount[]): Step[] {
  return [...mounts.filter(isFollower).toReversed(), ...mounts.filter(isStorage)].map((mount) => ({ kind: 'unmount', on: mount.mountPoint }));
}

/** Layers are stored here: ostree's up to 2025.2 in /var/tmp; our folders on disk are recorded below /var/lib. */
const STORES = [STORAGE, '/var/tmp', STATE_FOLDER];
/** What edits, sessions and logs keep there must not go with an overlay. */
const WHOLE = ['/etc', '/var', '/tmp', '/home', '/root'];
const NEVER = ['/usr', '/boot', '/efi', '/run', '/sysroot', '/ostree', '/proc', '/sys', '/dev'];

/** Returns why a folder cannot follow, to print after its name, or null. */
function obstacleOf(candidate: Candidate, mounts: readonly Mount[], stores: readonly string[]): string | null {
  if (isFollower(topMountAt(mounts, candidate.path))) return null;
  return candidate.missing ? 'is not there' : (obstacleTo(candidate.path, mounts, stores) ?? weakness(candidate));
}

/** Returns why no overlay may be mounted on a folder, or null. */
function obstacleTo(path: string, mounts: readonly Mount[], stores: readonly string[]): string | null {
  const within = NEVER.find((folder) => isBelow(path, folder));
  if (within !== undefined) return path === within ? 'cannot follow /usr' : `lies in ${within}, which cannot follow`;
  const whole = WHOLE.find((folder) => path === folder);
  if (whole !== undefined) return 'holds more than packages: name a folder in it';
  const store = stores.find((folder) => isBelow(folder, path));
  if (store !== undefined) return `holds ${store}, where overlays are stored`;
  // mount(8) splits option values at these: https://docs.kernel.org/filesystems/overlayfs.html#multiple-lower-layers
  if (/[,:\\"\n]/.test(path)) return 'has a character in its name that separates mount options';
  if (isOnTwoOverlays(path, mounts)) return 'lies on overlays, on which no other can be stacked';
  const inner = mounts.find((mount) => mount.mountPoint !== path && isBelow(mount.mountPoint, path));
  return inner ? `has a mount below it, ${inner.mountPoint}, which an overlay would hide` : null;
}

/** ostree's `[etc] transient=true` on composefs does this. FILESYSTEM_MAX_STACK_DEPTH in include/linux/fs.h allows only two. */
function isOnTwoOverlays(path: string, mounts: readonly Mount[]): boolean {
  const around = mountAround(mounts, path);
  return around?.fsType === 'overlay' && around.mountPoint !== '/' && !isFollower(around) && topMountAt(mounts, '/')?.fsType === 'overlay';
}

/** The overlay copies the folder's owner and mode, so a folder swapped in at that moment would give this place to somebody else. */
function weakness({ weak }: Candidate): string | null {
  return weak === undefined ? null : `could be replaced by users other than root, in ${weak}`;
}

function isCovered(path: string, covering: readonly string[]): boolean {
  return covering.some((folder) => folder !== path && isBelow(path, folder));
}
