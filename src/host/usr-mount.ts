// This file reads from the mounts what serves /usr, and whether it can be written.

import type { Facts } from './facts.ts';
import { hasEmergencyStop, isWritableMount, mountsAt, optionValue, topMountAt, type Mount } from '../text/mountinfo.ts';

/** Returns the mount that /usr is served from, or null. */
export function servedFrom(mounts: Mount[] | null): Mount | null {
  return topMountAt(mounts, '/usr') ?? topMountAt(mounts, '/');
}

/** Tells whether root can write to /usr; null where nothing could tell. */
export function isUsrWritable(facts: Facts, served: Mount | null): boolean | null {
  if (served && hasEmergencyStop(served)) return false;
  const access = facts.environment['usr-access'];
  if (access === 'writable') return true;
  if (access === 'read-only') return false;
  return served && isWritableMount(served);
}

const WRITABLE_KINDS = /^(ext[234]|btrfs|f2fs|jfs|nilfs2|ubifs|vfat|exfat)$/;

/** An administrator's `remount,ro` sets both fields, the kernel after an error only the super block's; erofs and its like always do. */
export function isStopped(mount: Mount): boolean {
  if (hasEmergencyStop(mount)) return true;
  return mount.options.includes('rw') && mount.superOptions.includes('ro') && WRITABLE_KINDS.test(mount.fsType);
}

/** Tells whether /usr would be writable without its top mount; null where there is nothing below. */
export function below(mounts: Mount[] | null): boolean | null {
  const lower = [topMountAt(mounts, '/'), ...mountsAt(mounts, '/usr')].at(-2);
  return lower ? isWritableMount(lower) : null;
}

/** Tells whether PID 1, whose mounts these are, can write to /usr without an overlay on it. */
export function isWritableForPid1(mounts: Mount[] | null): boolean {
  const served = servedFrom(mounts);
  return served !== null && isWritableMount(served) && !isWritableOverlay(mounts);
}

/** These are born read-only, so that no remount helps. */
const BORN_READ_ONLY = /^(squashfs|erofs|iso9660|cramfs|romfs)$/;

/** Tells whether / is mounted read-only, and /usr with it, and both could be remounted. */
export function isReadOnlyRoot({ mounts, environment, kernelArguments }: Facts): boolean {
  // dm-verity is known by its arguments in a captured host, too: systemd-veritysetup-generator(8), and dm-init of the kernel.
  if (environment['root-device'] === 'read-only' || kernelArguments.some((word) => /^(roothash|dm-mod\.create)=./.test(word))) return false;
  return [topMountAt(mounts, '/'), servedFrom(mounts)].every((mount) => mount !== null && isMountedReadOnly(mount));
}

function isMountedReadOnly(mount: Mount): boolean {
  // A snapshot of snapper's has the property `ro`: a remount succeeds, and nothing can be written.
  if (isWritableMount(mount) || BORN_READ_ONLY.test(mount.fsType) || /\/\.snapshots\/\d+\/snapshot$/.test(mount.root)) return false;
  return mount.fsType !== 'overlay' || optionValue(mount.superOptions, 'upperdir') !== null;
}

/** Tells whether a writable overlay is on /usr. */
export function isWritableOverlay(mounts: Mount[] | null): boolean {
  const top = topMountAt(mounts, '/usr');
  return top?.fsType === 'overlay' && isWritableMount(top);
}

/** A composefs root is the first level, and each overlay on /usr adds one; another file system bound there starts again at none. */
export function overlayDepth(mounts: Mount[] | null): number {
  const root = topMountAt(mounts, '/');
  return mountsAt(mounts, '/usr').reduce(levelsWith, root?.fsType === 'overlay' ? 1 : 0);
}

function levelsWith(below: number, mount: Mount): number {
  if (mount.fsType !== 'overlay') return 0;
  // ostree mounts over the deployment's checkout on disk, below any composefs; and a bind is only as deep as its origin.
  const startsAnew = mount.root !== '/' || optionValue(mount.superOptions, 'lowerdir') === 'usr';
  return startsAnew ? 1 : below + 1;
}
