// This file describes a host in the terms by which the rules judge it.

import type { Facts } from './facts.ts';
import { isFollower } from './followers.ts';
import { environmentOf, isDeployed, type HostEnvironment } from './environment.ts';
import { isKept, isUnion } from './persistence.ts';
import { isWritableMount, mountAround, mountsAt, topMountAt, type Mount } from '../text/mountinfo.ts';
import { below, isReadOnlyRoot, isStopped, isUsrWritable, isWritableForPid1, isWritableOverlay, overlayDepth, servedFrom } from './usr-mount.ts';
import { isOtherImageStaged } from './staged-update.ts';
import { identifyUsrOverlay, isPersistentMount, type UsrOverlay } from './usr-overlay.ts';

/** Names what manages the image of a host. */
export type ImageManager = 'bootc' | 'ostree';

/** What is known of a folder: null means "not known". `kept`: what is written there is still there after a reboot. */
export type Place = { writable: boolean | null; kept: boolean | null };

/** Holds the description of a host. */
export type Host = {
  /** `writable` is null where nothing could tell. */
  usr: { writable: boolean | null; mountPoint: string | null; fsType: string | null };
  usrOverlay: UsrOverlay | null;
  /** A persistent overlay is on /usr below another one, which hides what is installed in it while the package database still lists that. */
  persistentHidden: boolean;
  /** An update that is staged for the next boot is of another image, which a persistent overlay does not go with. */
  isOtherImageStaged: boolean;
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
  /** Only this process, in a unit with ProtectSystem= or ReadOnlyPaths=, has a read-only /usr; PID 1 can write to it. */
  readOnlyHere: boolean;
  /** / and /usr are mounted read-only, with /etc or /var, and are no image: after a rescue boot, by fstab or a failed remount. */
  rootReadOnly: boolean;
  /** Tells whether what is written to /usr is still there after a reboot; null where that is not known. */
  usrKept: boolean | null;
  etc: Place;
  var: Place;
  /** Lists the folders in /etc that have overlays which live as long as the one on /usr. */
  etcFollowers: string[];
  /** Folders followed the overlay on /usr, and their overlays are gone: a soft-reboot takes them off, or somebody did. */
  followersLost: boolean;
  /** Tells whether /boot stays when the overlay goes: false only where an overlay on / covers it, or one of the same making is on it. */
  bootOutlives: boolean;
  /** Names the program by which `usr-overlay up` unlocks /usr if nothing else is configured; null where it mounts an overlay itself. */
  unlockedBy: ImageManager | null;
  /** Tells whether ostree can unlock this host. */
  ostreeUnlocks: boolean;
  /** False only where root certainly cannot mount. */
  mounting: boolean;
  /** Counts the levels of overlayfs below /usr; the kernel allows two. */
  overlayDepth: number;
  /** False only where the kernel certainly has no overlayfs. */
  overlayfs: boolean;
  man: boolean;
  sudo: boolean;
  /** Null where SELinux is off; `context` is that of the process that looked. */
  selinux: { mode: string; context: string | null } | null;
  /** Holds a sentence where bootc gave no answer, or contradicts the cheap signs that the guard uses, else null. */
  managerNote: string | null;
};

/** Describes the host as far as the facts tell; never throws. */
export function describeHost(facts: Facts): Host {
  const served = servedFrom(facts.mounts);
  const usrOverlay = identifyUsrOverlay(facts);
  const writable = isUsrWritable(facts, served);
  const environment = environmentOf(facts);
  const imageManager = environment === 'container' || environment === 'build' ? null : imageManagerOf(facts);
  const ostreeUnlocks = imageManager !== null && facts.ostreeBooted && facts.environment.ostree !== 'no';
  // Where access(2) knows better than the mounts of /usr, as on btrfs, it knows better for all that they serve.
  const [etc, data] = ['/etc', '/var/lib'].map((path) => placeOf(path, facts, writable === false ? served : null)) as [Place, Place];
  return {
    usr: { writable, mountPoint: served?.mountPoint ?? null, fsType: served?.fsType ?? null },
    usrOverlay,
    persistentHidden: mountsAt(facts.mounts, '/usr').slice(0, -1).some(isPersistentMount),
    isOtherImageStaged: isOtherImageStaged(facts),
    writableBelow: below(facts.mounts),
    imageManager,
    environment,
    stoppedAfterError: writable === false && served !== null && isStopped(served),
    unlockedElsewhere: writable === false && isWritableOverlay(facts.mountsOfPid1),
    staleUnlock: facts.unlockedFiles.length > 0 && usrOverlay === null,
    readOnlyHere: writable === false && isWritableForPid1(facts.mountsOfPid1),
    rootReadOnly: writable === false && environment !== 'container' && environment !== 'build' && !isDeployed(facts) && isReadOnlyRoot(facts) && !(etc.writable && data.writable),
    usrKept: isKept('/usr', facts),
    etc,
    var: data,
    etcFollowers: [...new Set(facts.mounts?.filter((mount) => isFollower(mount) && mount.mountPoint.startsWith('/etc/')).map(({ mountPoint }) => mountPoint))],
    followersLost: facts.environment.followed === 'yes' && usrOverlay !== null && facts.mounts?.some(isFollower) === false,
    bootOutlives: served?.mountPoint !== '/' || usrOverlay === null || ['/boot', '/boot/efi', '/boot/firmware'].some((path) => topMountAt(facts.mounts, path) !== null && isKept(path, facts) !== false),
    unlockedBy: imageManager === 'bootc' && facts.environment.bootc === 'yes' ? 'bootc' : ostreeUnlocks ? 'ostree' : null,
    ostreeUnlocks,
    mounting: facts.environment.mounting !== 'no',
    overlayDepth: overlayDepth(facts.mounts),
    overlayfs: facts.environment.overlayfs !== 'no',
    man: facts.environment.man !== 'no',
    sudo: facts.environment.sudo !== 'no',
    selinux: facts.environment.selinux === undefined ? null : { mode: facts.environment.selinux, context: facts.environment['selinux-context'] ?? null },
    managerNote: managerNote(facts),
  };
}

/** Tells whether /usr is writable because of an overlay, whatever its kind. */
export function hasWritableOverlay(host: Host): boolean {
  return host.usr.writable === true && host.usrOverlay !== null;
}

function placeOf(path: string, facts: Facts, readOnly: Mount | null): Place {
  const mount = facts.mounts && mountAround(facts.mounts, path);
  return { writable: mount && isWritableMount(mount) && mount !== readOnly, kept: isKept(path, facts) };
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
  if (facts.bootcStatus === null) return facts.bootcSilence === null || bySigns === null ? null : `\`bootc status\` ${facts.bootcSilence}, so other signs of bootc are used instead`;
  const asked = imageManagerOf(facts);
  if (bySigns === asked) return null;
  return asked === 'bootc' ? 'bootc says that it manages this host, but its mounts do not look like it' : 'bootc is installed but does not manage this host';
}

/** Tells whether dpkg's and rpm's existing databases lie in /usr or have an overlay that lives as long as the one on /usr. */
export function databaseFollows(facts: Facts): boolean {
  return facts.databases.every(
    (path) => path.startsWith('/usr/') || facts.mounts === null || isFollower(topMountAt(facts.mounts, path)) || isOnSameOverlay(path, facts.mounts),
  );
}

/** An overlay on / that serves /usr serves a database on it, too. */
function isOnSameOverlay(path: string, mounts: readonly Mount[]): boolean {
  const served = mountAround(mounts, '/usr');
  return served !== null && served.mountPoint === '/' && isUnion(served) && mountAround(mounts, path) === served;
}
