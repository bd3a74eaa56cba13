// What shares a transient overlay's lifetime: folders that describe the packages in /usr without lying there themselves.

import type { Mount } from '../text/mountinfo.ts';
import { DPKG, RPM, STORAGE } from '../places.ts';

/** The source that our mounts on followers, and the tmpfs that stores them, carry in the mount table. */
export const FOLLOWER_SOURCE = 'usr-overlay-follow';

/**
 * Tried on booted hosts: without these, `dpkg -l` lists packages that are gone, and `su`, `awk` and the next install break after
 * a PAM module, an alternative or an apt hook came and went with the overlay.
 */
export const FOLLOWERS = [
  DPKG,
  RPM,
  '/etc/alternatives',
  '/etc/pam.d',
  '/var/lib/pam',
  '/etc/apt/apt.conf.d',
  '/etc/dpkg/dpkg.cfg.d',
] as const;

export function isFollower(mount: Mount | null): boolean {
  return mount?.fsType === 'overlay' && mount.source === FOLLOWER_SOURCE;
}

/** A follower or the storage, by file system, source and place. */
export function isOurs(mount: Mount): boolean {
  return isFollower(mount) || isStorage(mount);
}

/** The tmpfs in which followers store. */
export function isStorage(mount: Mount): boolean {
  return mount.fsType === 'tmpfs' && mount.source === FOLLOWER_SOURCE && mount.mountPoint === STORAGE;
}
