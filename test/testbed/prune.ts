// Keeps the cache from growing: each build of the product makes entries of its own, which nobody asks for again.
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { removeTree } from './remove.ts';

const HOUR = 3600_000;
const NEVER_YOUNGER_THAN = HOUR;
const ALWAYS_OLDER_THAN = 72 * HOUR;
// Root file systems are dear and few: they stay.
const KEEP: Readonly<Record<string, number>> = { deployments: 24, roots: 9, images: 12, disks: 3 };

/** `locks`: a file `KIND-NAME` for each entry, whose time says when it was last used. */
export async function prune(cache: string, locks: string): Promise<void> {
  const ageOf = (lock: string): number => Date.now() - (statSync(join(locks, lock), { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  const all = readdirSync(locks).map((lock) => ({ lock, age: ageOf(lock) }));
  const run = join(cache, 'run');
  mkdirSync(run, { recursive: true });
  for (const [kind, count] of Object.entries(KEEP)) {
    const entries = all.filter(({ lock }) => lock.startsWith(`${kind}-`)).sort((a, b) => a.age - b.age);
    const old = entries.filter(({ age }, index) => age > ALWAYS_OLDER_THAN || (index >= count && age > NEVER_YOUNGER_THAN));
    for (const { lock } of old) {
      // Deleting those before it took its time, and another process may have asked for this one meanwhile.
      if (ageOf(lock) <= NEVER_YOUNGER_THAN) continue;
      const name = lock.slice(kind.length + 1);
      rmSync(join(locks, lock), { force: true });
      for (const path of [join(cache, kind, name), join(cache, 'pool', name)]) {
        // At once gone by its name: half of an entry must not be taken for one. sweep() of throwaway.ts finds it there, should this be killed.
        const aside = join(run, `${String(process.pid)}-pruned-${name}`);
        try {
          renameSync(path, aside);
          await removeTree(aside);
        } catch { /* Another process that prunes the same entry is no fault. */ }
      }
    }
  }
}
