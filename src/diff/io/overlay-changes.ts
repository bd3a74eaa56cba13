// This file finds what the overlay changed, and what was changed beside it while it was on.

import { existsSync } from 'node:fs';
import type { PackageDatabase } from '../../packages/package-changes.ts';
import type { StayingChange } from '../etc-edits.ts';
import type { TreeChange } from '../tree-change.ts';
import type { BytePath } from '../../text/paths.ts';
import type { Below } from '../../host/io/below-overlay.ts';
import { fromText } from '../../system/files/byte-path.ts';
import { compareTrees } from './compare-trees.ts';
import { usrLinkTarget } from '../../system/files/read.ts';
import { readMounts } from '../../system/mounts/mounts.ts';
import { stayingChanges } from './find-etc-edits.ts';
import { readTurnedOn } from '../../host/io/overlay-origin.ts';
import { IMAGE_ETC } from '../../places.ts';

/** Yields changes in /usr and in what follows it, without the package databases, which `diff --packages` covers. */
export function* overlayChanges(below: Below, usr: NonNullable<Below['usr']>, databases: readonly PackageDatabase[], entering: (folder: BytePath) => void): Generator<TreeChange> {
  const real = usrLinkTarget() ?? '/usr';
  // What is mounted below /usr is no part of the overlay.
  const mounted = readMounts().flatMap(({ mountPoint }) => (mountPoint.startsWith('/usr/') ? [real + mountPoint.slice('/usr'.length)] : []));
  const skip = new Set([...databases.map(({ path }) => path), ...mounted].map((path) => fromText(path)));
  for (const top of below.without.map((path) => fromText(path === '/' ? '/usr' : path))) {
    if (top === '/usr') yield* changesInUsr(fromText(real), compareTrees(fromText(real), usr, skip, entering));
    else if (!skip.has(top)) yield* compareTrees(top, { root: below.root, since: null }, skip, entering);
  }
}

/** Yields the changes with their paths from /usr on, which may be a link to `real`. */
function* changesInUsr(real: BytePath, changes: Iterable<TreeChange>): Generator<TreeChange> {
  for (const change of changes) yield real === '/usr' ? change : { ...change, path: `/usr${change.path.slice(real.length)}` };
}

/** Holds the changes that stay when the overlay goes. `since` is ISO 8601; `notes` say what could not be found. */
export type Staying = { since: string | null; changes: StayingChange[]; notes: string[] };

/** Returns the changes outside the overlay since it was turned on; none where that moment is unknown. */
export function changesBeside(below: Below, databases: readonly PackageDatabase[]): Staying {
  const { since } = readTurnedOn();
  if (below.without.includes('/') && !readMounts().some(({ mountPoint }) => mountPoint === '/etc')) {
    return { since, changes: [], notes: ['the whole root file system is temporary: changes in /etc are discarded, too'] };
  }
  if (since === null) return { since, changes: [], notes: ['it is not known when the overlay was mounted, nor what was changed in /etc since then'] };
  const image = `${below.root}${IMAGE_ETC}`;
  const hasImage = existsSync(image);
  return {
    since,
    changes: stayingChanges({ since: Date.parse(since), image: hasImage ? image : null, databases, without: below.without }),
    notes: hasImage ? [] : ['the image keeps no copy of /etc to compare with: what was removed from it is not known'],
  };
}
