// This file collects what `status` tells of overlays on single folders.

import { bytesBelow } from '../../host/io/gather-free-space.ts';
import { isRoot } from '../../system/mounts/host-namespace.ts';
import { readMounts } from '../../system/mounts/mounts.ts';
import { isOnDisk, isOnlyMount, onlyMountAt } from '../only-overlay.ts';
import type { OnlyReport } from '../words.ts';
import { whyNot } from './only-at-boot.ts';
import { layersOf, readFolders } from './store.ts';

/** Only root learns of those that are stored and not mounted, and how much room each takes. */
export function reportOnly(): OnlyReport[] {
  const mounts = readMounts();
  const stored = isRoot() ? (readFolders() ?? []) : [];
  const mounted = [...new Set(mounts.filter(isOnlyMount).map(({ mountPoint }) => mountPoint))].flatMap((path) => onlyMountAt(mounts, path) ?? []);
  const waiting = stored.filter(({ on }) => !mounted.some(({ mountPoint }) => mountPoint === on));
  return [
    ...mounted.map((mount) => ({ path: mount.mountPoint, persistence: isOnDisk(mount) ? 'persistent' : 'transient', mounted: true, why: null } as const)),
    ...waiting.map(({ on }) => ({ path: on, persistence: 'persistent', mounted: false, why: whyNot(on) } as const)),
  ].map((each) => {
    const { image = null, since = null } = stored.find(({ on }) => on === each.path && each.persistence === 'persistent') ?? {};
    const storedIn = layersOf(each.path, each.persistence === 'persistent');
    return { ...each, image, since, storedIn, usedBytes: isRoot() ? bytesBelow(`${storedIn}/upper`) : null };
  });
}
