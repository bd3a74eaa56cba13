// This file describes a host in the terms by which the rules judge it.

import type { Facts } from './facts.ts';
import { isFollower } from './followers.ts';
import { hasEmergencyStop, isWritableMount, mountsAt, optionValue, topMountAt, type Mount } from '../text/mountinfo.ts';
import { identifyUsrOverlay, type UsrOverlay } from './usr-overlay.ts';

/** Names what manages the image of a host. */
export type ImageManager = 'bootc' | 'ostree';
type HostEnvironment = 'host' | 'container' | 'build' | 'live';

/** Holds the description of a host. */
export type Host = {
  /** `writable` is null where nothing could tell. */
  usr: { writable: boolean | null; mountPoint: string | null; fsType: string | null };
  usrOverlay: UsrOverlay | null;
  /** Tells whether /usr would be writable without its top mount; null where there is nothing below. */
  writableBelow: boolean | null;
  imageManager: ImageManager | null;
  environment: HostEnvironment;
  /** The kernel made the file system read-only itself, as with ext4's errors=remount-ro. */
  stoppedAfterError: boolean;
  /** PID 1 has a writable overlay on /usr that this process does not see. */
  unlockedElsewhere: boolean;
  /** ostree believes that /usr is unlocked, but the mount table has no overlay. */
  staleUnlock: boolean;
  /** Counts the levels of overlayfs below /usr; the kernel allows two. */
  overlayDepth: number;
  /** False only where the kernel certainly has no overlayfs. */
  overlayfs: boolean;
  man: boolean;
  sudo: boolean;
  /** Holds a sentence where bootc gave no answer, or contradicts the cheap signs that the guard uses, else null. */
  managerNote: string | null;
};

/** Describes the host as far as the facts tell; never throws. */
export function describeHost(facts: Facts): Host {
  const served = servedFrom(facts.mounts);
  const usrOverlay = identifyUsrOverlay(facts);
  const writable = isUsrWritable(facts, served);
  const environment = environmentOf(facts);
  return {
    usr: { writable, mountPoint: served?.mountPoint ?? null, fsType: served?.fsType ?? null },
    usrOverlay,
    writableBelow: below(facts.mounts),
    imageManager: environment === 'container' || environment === 'build' ? null : imageManagerOf(facts),
    environment,
    stoppedAfterError: writable === false && served !== null && isStopped(served),
    unlockedElsewhere: writable === false && isWritableOverlay(facts.mountsOfPid1),
    staleUnlock: facts.unlockedFiles.length > 0 && usrOverlay === null,
    overlayDepth: overlayDepth(facts.mounts),
    overlayfs: facts.environment.overlayfs !== 'no',
    man: facts.environment.man !== 'no',
    sudo: facts.environment.sudo !== 'no',
    managerNote: managerNote(facts),
  };
}

/** Tells whether /usr is writable because of an overlay, whatever its kind. */
export function hasWritableOverlay(host: Host): boolean {
  return host.usr.writable === true && host.usrOverlay !== null;
}

function servedFrom(mounts: Mount[] | null): Mount | null {
  return topMountAt(mounts, '/usr') ?? topMountAt(mounts, '/');
}

function isUsrWritable(facts: Facts, served: Mount | null): boolean | null {
  if (served && hasEmergencyStop(served)) return false;
  const access = facts.environment['usr-access'];
  if (access === 'writable') return true;
  if (access === 'read-only') return false;
  return served && isWritableMount(served);
}

const WRITABLE_KINDS = /^(ext[234]|btrfs|f2fs|jfs|nilfs2|ubifs|vfat|exfat)$/;

/** An administrator's `remount,ro` sets both fields, the kernel after an error only the super block's; erofs and its like always do. */
function isStopped(mount: Mount): boolean {
  if (hasEmergencyStop(mount)) return true;
  return mount.options.includes('rw') && mount.superOptions.includes('ro') && WRITABLE_KINDS.test(mount.fsType);
}

function below(mounts: Mount[] | null): boolean | null {
  const lower = [topMountAt(mounts, '/'), ...mountsAt(mounts, '/usr')].at(-2);
  return lower ? isWritableMount(lower) : null;
}

function isWritableOverlay(mounts: Mount[] | null): boolean {
  const top = topMountAt(mounts, '/usr');
  return top?.fsType === 'overlay' && isWritableMount(top);
}

/** A composefs root is the first level, and each overlay on /usr adds one; another file system bound there starts again at none. */
function overlayDepth(mounts: Mount[] | null): number {
  const root = topMountAt(mounts, '/');
  return mountsAt(mounts, '/usr').reduce(levelsWith, root?.fsType === 'overlay' ? 1 : 0);
}

function levelsWith(below: number, mount: Mount): number {
  if (mount.fsType !== 'overlay') return 0;
  // ostree mounts over the deployment's checkout on disk, below any composefs; and a bind is only as deep as its origin.
  const startsAnew = mount.root !== '/' || optionValue(mount.superOptions, 'lowerdir') === 'usr';
  return startsAnew ? 1 : below + 1;
}

function environmentOf(facts: Facts): HostEnvironment {
  const { container, chroot } = facts.environment;
  if (isDeployed(facts)) return 'host';
  if (container?.startsWith('buildah') === true || chroot === 'yes') return 'build';
  if (container !== undefined) return 'container';
  return isLive(facts) ? 'live' : 'host';
}

const LIVE_ARGUMENTS = /^(boot=(live|casper)|rd\.live\.image|rd\.live\.overlay(=.*)?|overlayroot=(?!disabled).*|systemd\.volatile=(1|yes|true|on|overlay))$/;

function isLive(facts: Facts): boolean {
  return facts.environment['volatile-root'] === 'yes' || facts.kernelArguments.some((word) => LIVE_ARGUMENTS.test(word));
}

/**
 * bootc's own answer counts. Without it two cheap signs must agree, because chroots see /run/ostree-booted as well; an origin that
 * could not be read counts as an image's where bootc is installed.
 */
function imageManagerOf(facts: Facts): ImageManager | null {
  if (facts.bootcStatus?.managed === true) return 'bootc';
  if (!isDeployed(facts)) return null;
  if (!facts.ostreeBooted) return 'bootc';
  return facts.bootcStatus === null && facts.environment.bootc === 'yes' && facts.deployedFromImage !== false ? 'bootc' : 'ostree';
}

function managerNote(facts: Facts): string | null {
  const bySigns = imageManagerOf({ ...facts, bootcStatus: null });
  if (facts.bootcStatus === null) return facts.bootcSilence === null || bySigns === null ? null : `\`bootc status\` ${facts.bootcSilence}: what is said here of bootc goes by other signs`;
  const asked = imageManagerOf(facts);
  if (bySigns === asked) return null;
  return asked === 'bootc' ? 'bootc manages this host, which the signs that the guard goes by do not tell' : 'bootc is installed, and does not manage this host';
}

/** Tells whether / is a deployment: a bound ostree checkout, or an image's composefs (bootc without ostree has no /run/ostree-booted). */
function isDeployed(facts: Facts): boolean {
  const root = topMountAt(facts.mounts, '/');
  if (!root) return false;
  if (root.fsType === 'overlay' && root.source.includes('composefs')) return true;
  return facts.ostreeBooted && /\/ostree\/deploy\/[^/]+\/deploy\/[^/]+$/.test(root.root);
}

/** Tells whether dpkg's and rpm's existing databases lie in /usr or have an overlay that lives as long as the one on /usr. */
export function databaseFollows(facts: Facts): boolean {
  return facts.databases.every(
    (path) => path.startsWith('/usr/') || facts.mounts === null || isFollower(topMountAt(facts.mounts, path)),
  );
}
