// This file lists the followers: folders outside /usr that describe its packages, and so share a transient overlay's lifetime.

import type { Mount } from '../text/mountinfo.ts';
import { DPKG, RPM, STORAGE } from '../places.ts';

/** Our mounts on followers, and the tmpfs that stores them, have this source in the mount table. */
export const FOLLOWER_SOURCE = 'usr-overlay-follow';

/**
 * Tests on booted hosts showed: without these, `dpkg -l` lists packages that are gone, and `su`, `awk` and the next installation break
 * after a PAM module, an alternative or an apt hook came and went with the overlay.
 */
export const FOLLOWERS = [
  DPKG,
  RPM,
  '/etc/alternatives',
  // The alternatives of Fedora keep their state in the first of these on ostree hosts, in the second elsewhere.
  '/etc/alternatives-admindir',
  '/var/lib/alternatives',
  '/etc/pam.d',
  '/var/lib/pam',
  '/etc/apt/apt.conf.d',
  '/etc/dpkg/dpkg.cfg.d',
] as const;

/** Tells whether a mount is one of our overlays on a follower. */
export function isFollower(mount: Mount | null): boolean {
  return mount?.fsType === 'overlay' && mount.source === FOLLOWER_SOURCE;
}

/** Tells whether a mount is a follower or our storage, by file system, source and mount point. */
export function isOurs(mount: Mount): boolean {
  return isFollower(mount) || isStorage(mount);
}

/** Tells whether a mount is the tmpfs in which the followers store. */
export function isStorage(mount: Mount): boolean {
  return mount.fsType === 'tmpfs' && mount.source === FOLLOWER_SOURCE && mount.mountPoint === STORAGE;
}
