// What `usr-overlay status` tells: the host, its overlay, and where the overlay's changes are.

import { disagreements } from '../host/disagreements.ts';
import type { Facts } from '../host/facts.ts';
import { isFollower } from '../host/followers.ts';
import { databaseFollows, describeHost, type Host } from '../host/host.ts';
import { mountAround, optionValue, topMountAt, type Mount } from '../text/mountinfo.ts';
import type { PackageCounts } from '../packages/package-transaction.ts';
import type { TurnedOn } from '../host/usr-overlay.ts';

export type OverlayReport = {
  host: Host;
  distribution: Facts['distribution'];
  /** Where the changes are kept; `path` is null where none leads there, `fsType` where it is not known. Null where nothing can be changed through an overlay. */
  storage: { path: string | null; fsType: string | null } | null;
  /** Bytes in the file system behind the overlay; null where `storage` is. */
  room: { used: number; free: number } | null;
  followers: string[];
  databaseFollows: boolean;
  /** Null without an overlay that stores changes. */
  turnedOn: TurnedOn | null;
  /** How many processes hold an overlay on /usr, also one that is gone; null where it was not root who asked. */
  holders: number | null;
  /** Null where the database does not follow the overlay, where it was not root who asked, and where `storage` is null. */
  packages: PackageCounts | null;
  disagreements: string[];
};

/** What only the live host can answer. */
export type Asked = Pick<OverlayReport, 'room' | 'turnedOn' | 'holders' | 'packages'>;

/** `mounts` is the whole mount table; `asked.room` is that of /usr, which is the upper layer's where an overlay is on it. */
export function reportOverlay(facts: Facts, mounts: readonly Mount[], asked: Asked): OverlayReport {
  const host = describeHost(facts);
  const storage = storageOf(host, facts, mounts);
  return {
    host,
    distribution: facts.distribution,
    storage,
    room: storage && asked.room,
    followers: mounts.filter(isFollower).map((mount) => mount.mountPoint),
    databaseFollows: databaseFollows(facts),
    turnedOn: storage && asked.turnedOn,
    holders: asked.holders,
    packages: storage && asked.packages,
    disagreements: disagreements(host, facts, mounts),
  };
}

function storageOf(host: Host, facts: Facts, mounts: readonly Mount[]): OverlayReport['storage'] {
  const served = topMountAt(facts.mounts, '/usr') ?? topMountAt(facts.mounts, '/');
  if (!host.usrOverlay || !served || optionValue(served.superOptions, 'upperdir') === null) return null;
  const path = host.usrOverlay.upperdir;
  if (path !== null) return { path, fsType: mountAround(mounts, path)?.fsType ?? null };
  // bootc's composefs backend keeps a tmpfs that is mounted nowhere: crates/initramfs/src/lib.rs, overlay_transient.
  return { path, fsType: host.usrOverlay.backend === 'bootc' ? 'tmpfs' : null };
}
