// The lists of Debian's own main: 70,000 packages, for what a repository of a dozen cannot show.
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cached, shortHash } from '../cache.ts';
import { command } from '../command.ts';
import { ensureRootfs, type Suite } from '../hosts/rootfs.ts';

const SCRIPT = join(import.meta.dirname, 'real-lists.sh');

/** Returns a folder with what belongs into /var/lib/apt/lists; it is fetched once from the machine's own mirror. */
export async function ensureRealLists(suite: Suite): Promise<string> {
  const rootfs = await ensureRootfs(suite);
  const key = shortHash(basename(rootfs), readFileSync(SCRIPT));
  return cached(`lists/${suite}-${key}`, `the lists of Debian ${suite}`, async (partial) => {
    mkdirSync(partial, { recursive: true });
    await command('unshare', ['--mount', '--pid', '--fork', '--kill-child', '--propagation', 'private', 'sh', SCRIPT, rootfs, partial]);
  });
}

/** Shell that gives a host these lists, which are mounted on /run/lists; its other repositories are forgotten. */
export const USE_REAL_LISTS = `
cp /run/lists/* /var/lib/apt/lists/
umount /etc/apt/sources.list.d 2>/dev/null
cp /etc/apt/sources.list.mirror /etc/apt/sources.list
apt-get -s install bash >/dev/null
`;
