// This file plans where our overlays keep their layers: in a tmpfs of ours, or in a folder of ours on disk.

import { FOLLOWER_SOURCE, FOLLOWERS } from '../host/followers.ts';
import { isWritableMount, mountAround, optionValue, topMountAt, type Mount } from '../text/mountinfo.ts';
import { type Step } from './plan.ts';
import { STORAGE_NAME, STORAGE } from '../places.ts';
import { NATIVE_SOURCE } from '../host/usr-overlay.ts';
import type { StoragePlace, UpOptions } from './situation.ts';

export type Storage = { folder: string; steps: Step[] };

/** The command line wins over the configuration; `--size` alone chooses memory. */
export function choosePlace({ storage, size, defaultStorage }: UpOptions): StoragePlace | null {
  return storage ?? (size === null ? defaultStorage : null);
}

/** Storage already in use wins over `place`, so that all layers lie together. */
export function planStorage(mounts: readonly Mount[], place: StoragePlace | null, size: string | null): Storage {
  const used = storageInUse(mounts);
  if (used !== null) return { folder: used, steps: [] };
  const folder = storageFolder(place);
  return { folder, steps: [folder === STORAGE ? { kind: 'mount-storage', ...(size !== null && { size }) } : { kind: 'make-storage', folder }] };
}

export function storageInUse(mounts: readonly Mount[]): string | null {
  const uppers = mounts.filter(({ fsType, source }) => fsType === 'overlay' && (source === NATIVE_SOURCE || source === FOLLOWER_SOURCE));
  const folders = uppers.map((mount) => optionValue(mount.superOptions, 'upperdir')?.replace(/\/[^/]+\/upper$/, ''));
  const onDisk = folders.find((folder) => folder?.endsWith(`/${STORAGE_NAME}`));
  return onDisk ?? (topMountAt(mounts, STORAGE)?.source === FOLLOWER_SOURCE ? STORAGE : null);
}

export function storageFolder(place: StoragePlace | null): string {
  return place === null || place.path === 'tmpfs' ? STORAGE : `${place.path}/${STORAGE_NAME}`;
}

/** /etc is merged into the next deployment, and a follower's content goes with its overlay; neither may hold layers. */
const NEVER = ['/usr', '/etc', '/boot', '/efi', '/run', '/sysroot/ostree', '/ostree', '/proc', '/sys', '/dev', ...FOLLOWERS];
/** These have extended attributes, d_type and whiteouts: https://docs.kernel.org/filesystems/overlayfs.html#upper-and-lower */
const SUITABLE = ['ext4', 'xfs', 'btrfs', 'f2fs', 'bcachefs'];

/** Returns why no layers may be stored in a directory, to print after its name, or null. */
export function obstacleToStorage({ path, wrong }: StoragePlace, mounts: readonly Mount[]): string | null {
  if (path === 'tmpfs' || wrong !== null) return wrong;
  if (path === '/') return 'is the root directory';
  const within = NEVER.find((folder) => path === folder || path.startsWith(`${folder}/`));
  if (within !== undefined) return `lies in ${within}, where no overlay can be stored`;
  if (/[,:\\"\n]/.test(path)) return 'has a character in its name that separates mount options';
  const around = mountAround(mounts, path);
  if (around === null || !SUITABLE.includes(around.fsType)) return `lies on ${around?.fsType ?? 'nothing'}, and an overlay can be stored on ${SUITABLE.join(', ')}`;
  return isWritableMount(around) ? null : 'lies on a read-only file system';
}
