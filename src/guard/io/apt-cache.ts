// Container images tell apt to keep no cache of its lists, and hosts that are made of them do, too: each question takes a second then.

import { rmSync } from 'node:fs';
import { RUN_FOLDER } from '../../places.ts';
import { ensureRootFolder } from '../../system/files/trusted-folder.ts';

/** Some 40 MB. apt itself judges whether it is up to date, so that one which a killed guard left behind does no harm. */
const CACHE = `${RUN_FOLDER}/pkgcache.bin`;

/** Runs `ask` with the words that have apt keep one for as long as `ask` runs; with none where it is not needed. */
export function withOwnCache<Answer>(isNeeded: boolean, ask: (cacheArguments: readonly string[]) => Answer): Answer {
  if (!isNeeded || ensureRootFolder(RUN_FOLDER) !== null) return ask([]);
  try {
    return ask(['-o', `Dir::Cache::pkgcache=${CACHE}`]);
  } finally {
    rmSync(CACHE, { force: true });
  }
}
