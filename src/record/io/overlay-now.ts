// This file tells which overlay is on now, and whether it is one that was seen before.

import { readFileSync, realpathSync, statSync } from 'node:fs';
import { parseFacts, type Facts } from '../../host/facts.ts';
import { databaseFollows, describeHost, type Host } from '../../host/host.ts';
import { parseMountinfo, throughUsrLink, topMountAt, type Mount } from '../../text/mountinfo.ts';
import type { Deployment, OverlayIdentity, OverlayRecord } from '../record.ts';
import { deploymentPath, isPersistentMount, type UsrOverlay } from '../../host/usr-overlay.ts';
import { listFolder, readText, usrLinkTarget } from '../../system/files/read.ts';
import type { Persistence } from '../../host/bootc-status.ts';
import { isSameImage, type Image } from '../../persist/image.ts';
import { mountedOverlay } from '../../persist/io/store.ts';
import { gatherQuickly } from '../../host/io/gather-evidence.ts';
import { readMounts, readMountTable } from '../../system/mounts/mounts.ts';
import { overlayNow } from '../../host/io/overlay-origin.ts';
import { isFollower } from '../../host/followers.ts';
import { writtenAt } from '../../packages/io/packages-changed.ts';

/** Returns null where /usr has no overlay in which packages could be installed. */
export function findOverlay(): (UsrOverlay & { persistence: Persistence }) | null {
  const host = hostNow();
  const { usrOverlay } = host;
  if (!isHost(host) || usrOverlay === null || usrOverlay.backend === 'sysext') return null;
  // Nothing may be put back after an overlay that may be there again at the next boot.
  return usrOverlay.persistence === null ? null : { ...usrOverlay, persistence: usrOverlay.persistence };
}

/** Tells that this is no container or image build, which may see the host's records but have an /etc of their own. */
export function isHost({ environment } = hostNow()): boolean {
  return ['host', 'live'].includes(environment);
}

/** Tells whether followers are still mounted although their overlay is off. */
export function hasStrayFollowers(): boolean {
  return findOverlay() === null && readMounts().some(isFollower);
}

/** Whose /etc this one is: a deployment's of ostree or of bootc's composefs, or else the root's. */
export function deploymentNow(): Deployment {
  const facts = factsNow();
  const digest = facts.kernelArguments.map((word) => /^composefs=\??([0-9a-f]{64,128})$/.exec(word)?.[1]).find((found) => found !== undefined);
  const folder = deploymentPath(facts) ?? (digest === undefined ? null : `/sysroot/state/deploy/${digest}`);
  return { id: folder ?? rootId(topMountAt(facts.mounts, '/')), etcBorn: statSync('/etc').birthtimeMs };
}

/** By the file system's UUID, as a disk may have another name at the next boot; `root` tells snapshots of one file system apart. */
function rootId(mount: Mount | null): string {
  const { source = '', root = '' } = mount ?? {};
  const uuids = '/dev/disk/by-uuid';
  const uuid = source.startsWith('/dev/') ? listFolder(uuids).find((name) => realPath(`${uuids}/${name}`) === realPath(source)) : undefined;
  return `root:${uuid ?? source}:${root}`;
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Tells whether /boot is no part of an overlay that covers the whole root. */
export function doesBootOutlive(): boolean {
  return hostNow().bootOutlives;
}

/** Returns when a package database was last written, in milliseconds since 1970. */
export function packagesWrittenAt(): number {
  return writtenAt(factsNow().databases);
}

/** Tells whether what the package databases say goes with the overlay. */
export function doDatabasesFollow(): boolean {
  return databaseFollows(factsNow());
}

/** Tells whether what followed the overlay on /usr is gone, as after a soft-reboot. */
export function areFollowersLost(): boolean {
  return hostNow().followersLost;
}

function hostNow(): Host {
  return describeHost(factsNow());
}

function factsNow(): Facts {
  return parseFacts({ ...gatherQuickly(), mountinfo: readMountTable() });
}

/** Throws where it cannot be told, because an overlay that is on must not be taken for one that has ended. */
export function identityNow(): OverlayIdentity {
  return { boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(), ...overlayNow() };
}

/**
 * Tells whether the recorded overlay is on, even below another one. A hotfix is on again after a reboot; others are recognised in the mount table (PID 1's as
 * well), even below later mounts.
 */
export function isOn({ overlay, persistence, backend, image }: Pick<OverlayRecord, 'overlay' | 'persistence' | 'backend' | 'image'>): boolean {
  if (persistence === 'persistent' && backend === 'native') return isPersistentOn() && (image === undefined || isImageOn(image));
  if (persistence === 'persistent') return findOverlay()?.persistence === 'persistent';
  const now = identityNow();
  if (now.boot !== overlay.boot) return false;
  if (now.device === overlay.device) return now.born === overlay.born;
  const mounts = [...readMounts(), ...throughUsrLink(parseMountinfo(readText('/proc/1/mountinfo') ?? ''), usrLinkTarget())];
  return mounts.some(({ mountPoint, device }) => mountPoint === '/usr' && device === overlay.device);
}

/** Tells whether a persistent overlay of ours is on /usr, even below another one. */
export function isPersistentOn(): boolean {
  return readMounts().some((mount) => mount.mountPoint === '/usr' && isPersistentMount(mount));
}

/** In doubt it is this image's. */
function isImageOn(image: Image): boolean {
  const mounted = mountedOverlay();
  return mounted === null || isSameImage(mounted.image, image);
}
