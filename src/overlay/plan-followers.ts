// Which folders get an overlay of the same lifetime as the one on /usr, and by which steps.

import { FOLLOWER_SOURCE, isFollower, isOurs, isStorage } from '../host/followers.ts';
import { mountAround, topMountAt, type Mount } from '../text/mountinfo.ts';
import { type Note, type Plan, type Step } from './plan.ts';
import { STATE_FOLDER, STORAGE } from '../places.ts';
import type { Storage } from './plan-storage.ts';
import type { Candidate, Situation } from './situation.ts';

export type FollowerPlan = {
  kind: 'followers';
  steps: Step[];
  /** All that follows once the steps are done, what followed before included. */
  followers: string[];
  notes: Note[];
};

/** `storage`: where their layers go. `bare`: nothing of ours is on yet, or all of it will have been taken off by then. */
export function planFollowers(situation: Situation, storage: Storage, bare: boolean): FollowerPlan | (Plan & { kind: 'refused' }) {
  const mounts = bare ? situation.mounts.filter((mount) => !isOurs(mount)) : situation.mounts;
  const plan: FollowerPlan = { kind: 'followers', steps: [], followers: [], notes: [] };
  const [layers, overlays]: [Step[], Step[]] = [[], []];
  const obstacles = new Map(situation.candidates.map((candidate) => [candidate.path, obstacleOf(candidate, mounts, [storage.folder, ...STORES])]));
  // What is left out itself covers nothing: a folder in it that was asked for is one of its own.
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

/** What a killed `up` or `down`, or an `umount /usr` by hand, leaves: followers whose overlay on /usr is gone. The innermost first. */
export function takeOffFollowers(mounts: readonly Mount[]): Step[] {
  return [...mounts.filter(isFollower).toReversed(), ...mounts.filter(isStorage)].map((mount) => ({ kind: 'unmount', on: mount.mountPoint }));
}

/** ostree up to 2025.2 stores its upper directories in /var/tmp, later ones in /sysroot. Ours on disk are remembered below /var/lib. */
const STORES = [STORAGE, '/var/tmp', STATE_FOLDER];
const NEVER = ['/usr', '/boot', '/efi', '/run', '/sysroot', '/ostree', '/proc', '/sys', '/dev'];

/** Why a folder cannot follow, as words that go behind its name; else null. */
function obstacleOf(candidate: Candidate, mounts: readonly Mount[], stores: readonly string[]): string | null {
  if (isFollower(topMountAt(mounts, candidate.path))) return null;
  return candidate.missing ? 'is not there' : (obstacleTo(candidate.path, mounts, stores) ?? weakness(candidate));
}

/** Why no overlay may be put on a folder. */
function obstacleTo(path: string, mounts: readonly Mount[], stores: readonly string[]): string | null {
  const within = NEVER.find((folder) => isBelow(path, folder));
  if (within !== undefined) return path === within ? 'cannot follow /usr' : `lies in ${within}, which cannot follow`;
  const store = stores.find((folder) => isBelow(folder, path));
  if (store !== undefined) return `holds ${store}, where overlays are stored`;
  // mount(8) would take them for the ends of a value: https://docs.kernel.org/filesystems/overlayfs.html#multiple-lower-layers
  if (/[,:\\"\n]/.test(path)) return 'has a character in its name that separates mount options';
  if (isOnTwoOverlays(path, mounts)) return 'lies on overlays, on which no other can be stacked';
  const inner = mounts.find((mount) => mount.mountPoint !== path && isBelow(mount.mountPoint, path));
  return inner ? `has a mount below it, ${inner.mountPoint}, which an overlay would hide` : null;
}

/** ostree's `[etc] transient=true` on composefs. The kernel stacks two at most: FILESYSTEM_MAX_STACK_DEPTH in include/linux/fs.h. */
function isOnTwoOverlays(path: string, mounts: readonly Mount[]): boolean {
  const around = mountAround(mounts, path);
  return around?.fsType === 'overlay' && around.mountPoint !== '/' && !isFollower(around) && topMountAt(mounts, '/')?.fsType === 'overlay';
}

/** The overlay's root gets the folder's owner and mode: put on another folder than that, it would hand this one to somebody. */
function weakness({ weak }: Candidate): string | null {
  return weak === undefined ? null : `could be exchanged by others than root, in ${weak}`;
}

function isCovered(path: string, covering: readonly string[]): boolean {
  return covering.some((folder) => folder !== path && isBelow(path, folder));
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? folder : `${folder}/`);
}

/** As systemd-escape(1) does it, with a percent sign in place of the backslash that separates mount options. */
function folderName(path: string): string {
  return path.slice(1).replace(/[%-]/g, (character) => `%${character.charCodeAt(0).toString(16)}`).replaceAll('/', '-');
}
