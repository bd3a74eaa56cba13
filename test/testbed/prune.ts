// Keeps the cache from growing: each build of the product makes entries of its own, which nobody asks for again.
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { removeTree } from './remove.ts';

const HOUR = 3600_000;
const NEVER_YOUNGER_THAN = HOUR;
const ALWAYS_OLDER_THAN = 72 * HOUR;
// Root file systems are dear and few: they stay.
const KEEP: Readonly<Record<string, number>> = { deployments: 24, roots: 9, images: 12, disks: 3 };

/** `locks`: a file `KIND-NAME` for each entry, whose time says when it was last used. */
export async function prune(cache: string, locks: string): Promise<void> {
  const all = readdirSync(locks).map((lock) => ({ lock, age: Date.now() - (statSync(join(locks, lock), { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) }));
  for (const [kind, count] of Object.entries(KEEP)) {
    const entries = all.filter(({ lock }) => lock.startsWith(`${kind}-`)).sort((a, b) => a.age - b.age);
    const old = entries.filter(({ age }, index) => age > ALWAYS_OLDER_THAN || (index >= count && age > NEVER_YOUNGER_THAN));
    for (const { lock } of old) {
      const name = lock.slice(kind.length + 1);
      rmSync(join(locks, lock), { force: true });
      // Another process that prunes the same entry is no fault.
      for (const path of [join(cache, kind, name), join(cache, 'pool', name)]) await removeTree(path).catch(() => undefined);
    }
  }
}
