// What `usr-overlay status` tells: the host, its overlay, and where the overlay's changes are.

import { disagreements } from './disagreements.ts';
import type { Facts } from './facts.ts';
import { databaseFollows, FOLLOWER_SOURCE } from './followers.ts';
import { describeHost, type Host } from './host.ts';
import { optionValue, topMountAt, type Mount } from './mountinfo.ts';

export type OverlayReport = {
  host: Host;
  distribution: Facts['distribution'];
  /** Where the changes are kept; `path` is null where none leads there, `fsType` where it is not known. Null where nothing can be changed through an overlay. */
  storage: { path: string | null; fsType: string | null } | null;
  /** Bytes in the file system behind the overlay; null where `storage` is. */
  room: { used: number; free: number } | null;
  followers: string[];
  databaseFollows: boolean;
  disagreements: string[];
};

/** `mounts` is the whole mount table; `room` is that of /usr, which is the upper layer's where an overlay is on it. */
export function reportOverlay(facts: Facts, mounts: readonly Mount[], room: OverlayReport['room']): OverlayReport {
  const host = describeHost(facts);
  const storage = storageOf(host, facts, mounts);
  return {
    host,
    distribution: facts.distribution,
    storage,
    room: storage && room,
    followers: mounts.filter((mount) => mount.fsType === 'overlay' && mount.source === FOLLOWER_SOURCE).map((mount) => mount.mountPoint),
    databaseFollows: databaseFollows(facts),
    disagreements: disagreements(host, facts, mounts),
  };
}

function storageOf(host: Host, facts: Facts, mounts: readonly Mount[]): OverlayReport['storage'] {
  const served = topMountAt(facts.mounts ?? [], '/usr') ?? topMountAt(facts.mounts ?? [], '/');
  if (!host.usrOverlay || !served || optionValue(served.superOptions, 'upperdir') === null) return null;
  const path = host.usrOverlay.upperdir;
  if (path !== null) return { path, fsType: fileSystemOf(path, mounts) };
  // bootc's composefs backend keeps a tmpfs that is mounted nowhere: crates/initramfs/src/lib.rs, overlay_transient.
  return { path, fsType: host.usrOverlay.backend === 'bootc' ? 'tmpfs' : null };
}

function fileSystemOf(path: string, mounts: readonly Mount[]): string | null {
  const around = mounts.filter(({ mountPoint }) => mountPoint === '/' || path.startsWith(`${mountPoint}/`));
  return around.toSorted((one, other) => one.mountPoint.length - other.mountPoint.length).at(-1)?.fsType ?? null;
}
