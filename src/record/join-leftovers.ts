// This file joins two looks at what an overlay's packages left, where the second could not see what the first had seen.

import type { Leftovers } from './etc-changes.ts';
import type { OverlayRecord } from './record.ts';

/** Returns all of both; what the later look says of a path, a package or a name wins. */
export function joinLeftovers(earlier: Leftovers, later: Leftovers): Leftovers {
  const byPath = <Item extends { path: string }>(one: readonly Item[], other: readonly Item[]): Item[] => [...new Map([...one, ...other].map((each) => [each.path, each])).values()];
  const join = (one: readonly string[] = [], other: readonly string[] = []): string[] => [...new Set([...one, ...other])];
  return {
    files: byPath(earlier.files, later.files),
    links: byPath(earlier.links, later.links),
    folders: byPath(earlier.folders, later.folders),
    masks: join(earlier.masks, later.masks),
    lostFiles: join(earlier.lostFiles, later.lostFiles),
    lostLinks: join(earlier.lostLinks, later.lostLinks),
    witnesses: { ...earlier.witnesses, ...later.witnesses },
    users: join(earlier.users, later.users),
    groups: join(earlier.groups, later.groups),
    touched: join(earlier.touched, later.touched),
    administrator: join(earlier.administrator, later.administrator),
    doubtful: join(earlier.doubtful, later.doubtful),
    databaseFollows: false,
    isForgotten: true,
  };
}

/** Returns the changes of both; the later one of a package wins. */
export function joinPackages(earlier: OverlayRecord['packages'], later: OverlayRecord['packages']): OverlayRecord['packages'] {
  return [...new Map([...earlier, ...later].map((each) => [`${each.label} ${each.before ?? ''}`, each])).values()];
}
