// The stage of a Debian way: an ordinary system with the .deb in its /tmp, then the locked host that is made of the same disk.
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildPackage } from '../../../scripts/package.ts';
import { hostOf } from '../recipes/deploy-image.ts';
import { start, type Job, type JobResult, type Machine } from '../../testbed/hosts/boot.ts';
import { ensureRealPackages } from '../../testbed/packages/real-packages.ts';
import { removeTree } from '../../testbed/remove.ts';
import { startRepository, type Repository } from '../../testbed/packages/repository.ts';
import { ensureRootfs, type Suite } from '../../testbed/hosts/rootfs.ts';
import { cloneTree, throwawayFolder } from '../../testbed/hosts/throwaway.ts';
import { inHost } from './play.ts';
import type { Stage } from './way.ts';

/** The packages of Debian that can be installed there. */
export const OFFERED = ['strace', 'make', 'jq'] as const;

/** `host`: /usr mounted read-only, or a commit of the disk deployed by ostree. Its scenes are boots of one host. */
export async function openDebian(suite: Suite, host: 'read-only-bind' | 'ostree', scenes: number): Promise<Stage> {
  const [deb, rootfs] = [await buildPackage({ fast: true }), await ensureRootfs(suite)];
  const repository = await startRepository(await ensureRealPackages(suite, rootfs, OFFERED));
  const [folder, tree] = [await throwawayFolder(), await cloneTree(rootfs, false)];
  const binds = [[writeSources(folder, repository, suite), '/etc/apt/sources.list.d']] as const;
  const ordinary: Machine = { kind: 'writable', rootfs, disk: tree.path, cmdline: 'root=/dev/vda rw' };
  const image = inHost((job) => start(ordinary, job), { binds: [...binds, [deb, join('/tmp', basename(deb))]] });
  const boot = host === 'ostree' ? hostOf(() => ({ path: tree.path, env: {} }), rootfs, join(folder, 'host')) : (job: Job): Promise<JobResult> => start({ ...ordinary, kind: host }, job);
  const locked = inHost(boot, { binds });
  return {
    players: [image, ...Array.from({ length: scenes - 1 }, () => locked)],
    remove: async () => {
      await repository.close();
      await Promise.all([tree.remove(), removeTree(folder)]);
    },
  };
}

/** A folder to mount over sources.list.d: /etc may be read-only. */
export function writeSources(folder: string, repository: Repository, suite: Suite): string {
  const sources = join(folder, 'sources.list.d');
  mkdirSync(sources);
  writeFileSync(join(sources, 'debian.list'), repository.sources('demo', [suite]).replace(/^deb-src.*\n/m, ''));
  return sources;
}
