// This file collects what `usr-overlay status` tells: the host, its overlay, and where the overlay's changes are stored.

import { disagreements } from '../host/disagreements.ts';
import type { Facts } from '../host/facts.ts';
import { isFollower } from '../host/followers.ts';
import { databaseFollows, describeHost, type Host } from '../host/host.ts';
import { mountAround, optionValue, topMountAt, type Mount } from '../text/mountinfo.ts';
import type { Parked } from '../persist/state.ts';
import type { OnlyReport } from '../only/words.ts';
import type { PackageCounts } from '../packages/package-transaction.ts';
import type { TurnedOn } from '../host/usr-overlay.ts';

/** Holds the answer of `usr-overlay status`. */
export type OverlayReport = {
  host: Host;
  distribution: Facts['distribution'];
  /** Null where no overlay can store changes; `path` is null where no path leads there, `fsType` where it is unknown. */
  storage: { path: string | null; fsType: string | null } | null;
  /** Bytes in the file system behind the overlay, and what the overlay's own files take of it (null where that is not known); null where `storage` is null. */
  room: { used: number; free: number; available: number; own?: number | null } | null;
  followers: string[];
  databaseFollows: boolean;
  /** Null without an overlay that stores changes. */
  turnedOn: TurnedOn | null;
  /** Counts the processes that use an overlay on /usr, even one already removed; null where not root asked. */
  holders: number | null;
  /** Null where the database does not follow the overlay, where not root asked, and where `storage` is null. */
  packages: PackageCounts | null;
  /** Says why the persistent overlay is not mounted; null where it is, where there is none, and where not root asked. */
  parked: Parked | null;
  /** Lists the persistent overlays of other images, which wait for them; null where not root asked. */
  others: readonly { image: string; usedBytes: number }[] | null;
  /** Lists the overlays on single folders. */
  only: readonly OnlyReport[];
  disagreements: string[];
};

/** Holds the answers that only the live host can give, not a captured one. */
export type Asked = Pick<OverlayReport, 'room' | 'turnedOn' | 'holders' | 'packages'> & Partial<Pick<OverlayReport, 'parked' | 'others' | 'only'>>;

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
    parked: asked.parked ?? null,
    others: asked.others ?? null,
    only: asked.only ?? [],
    disagreements: disagreements(host, facts, mounts),
  };
}

function storageOf(host: Host, facts: Facts, mounts: readonly Mount[]): OverlayReport['storage'] {
  const served = topMountAt(facts.mounts, '/usr') ?? topMountAt(facts.mounts, '/');
  if (!host.usrOverlay || !served || optionValue(served.superOptions, 'upperdir') === null) return null;
  const path = host.usrOverlay.upperdir;
  if (path !== null) return { path, fsType: mountAround(mounts, path)?.fsType ?? null };
  // bootc's composefs backend stores in a tmpfs that is mounted nowhere: crates/initramfs/src/lib.rs, overlay_transient.
  return { path, fsType: host.usrOverlay.backend === 'bootc' ? 'tmpfs' : null };
}
