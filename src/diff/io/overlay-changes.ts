// This file finds what the overlay changed, and what was changed beside it while it was on.

import { existsSync } from 'node:fs';
import type { PackageDatabase } from '../../packages/package-changes.ts';
import type { StayingChange } from '../etc-edits.ts';
import type { TreeChange } from '../tree-change.ts';
import type { BytePath } from '../../text/paths.ts';
import type { Below } from '../../host/io/below-overlay.ts';
import { fromText } from '../../system/files/byte-path.ts';
import { compareTrees } from './compare-trees.ts';
import { readMounts } from '../../system/mounts/mounts.ts';
import { stayingChanges } from './find-etc-edits.ts';
import { readTurnedOn } from '../../host/io/overlay-origin.ts';
import { IMAGE_ETC } from '../../places.ts';

/** Yields changes in /usr and in what follows it, without the package databases, which `diff --packages` covers. */
export function* overlayChanges(below: Below, usr: NonNullable<Below['usr']>, databases: readonly PackageDatabase[], entering: (folder: BytePath) => void): Generator<TreeChange> {
  const skip = new Set(databases.map(({ path }) => fromText(path)));
  for (const top of below.without.map((path) => fromText(path === '/' ? '/usr' : path))) {
    if (!skip.has(top)) yield* compareTrees(top, top === '/usr' ? usr : { root: below.root, since: null }, skip, entering);
  }
}

/** Holds the changes that stay when the overlay goes. `since` is ISO 8601; `notes` say what could not be found. */
export type Staying = { since: string | null; changes: StayingChange[]; notes: string[] };

/** Returns the changes outside the overlay since it was turned on; none where that moment is unknown. */
export function changesBeside(below: Below, databases: readonly PackageDatabase[]): Staying {
  const { since } = readTurnedOn();
  if (below.without.includes('/') && !readMounts().some(({ mountPoint }) => mountPoint === '/etc')) {
    return { since, changes: [], notes: ['the whole root file system is transient: what is changed in /etc goes, too'] };
  }
  if (since === null) return { since, changes: [], notes: ['the overlay does not tell since when it is on, so that what was changed in /etc since is not known'] };
  const image = `${below.root}${IMAGE_ETC}`;
  const hasImage = existsSync(image);
  return {
    since,
    changes: stayingChanges({ since: Date.parse(since), image: hasImage ? image : null, databases, without: below.without }),
    notes: hasImage ? [] : ['the image keeps no copy of /etc to compare with: what was removed from it is not known'],
  };
}
