// Pristine ostree sysroots, one for each specification.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cached, shortHash } from '../cache.ts';
import { removeTree } from '../remove.ts';
import { ensureRoot, privately, type RootSpec } from './root.ts';
import { ensureRootfs } from './rootfs.ts';

export type DeploymentSpec = RootSpec & {
  /** Where the image keeps dpkg's database: /var/lib/dpkg, or /usr/lib/sysimage/dpkg behind a symbolic link. */
  database: 'var' | 'usr';
  composefs?: boolean;
  /** `[root] transient=true`; needs composefs. */
  rootTransient?: boolean;
};

/** An ostree sysroot (the physical root of the disk) and the root file system that stands in for its initramfs. */
export type Sysroot = { path: string; rootfs: string };

export async function ensureDeployment(spec: DeploymentSpec): Promise<Sysroot> {
  const rootfs = await ensureRootfs(spec.suite, spec.extra);
  const root = await ensureRoot(spec);
  const prepareRoot = prepareRootConf(spec);
  const key = shortHash(basename(root), spec.database, prepareRoot, ...['tree.sh', 'deploy.sh'].map(readScript));
  // All of a suite share the objects of its plainest deployment.
  const isBase = root === rootfs && spec.database === 'var' && prepareRoot === '';
  const base = isBase ? undefined : await ensureDeployment({ suite: spec.suite, database: 'var', extra: spec.extra ?? [] });
  const path = await cached(`deployments/${spec.suite}-${key}`, `ostree deployment ${describe(spec)}`, async (partial) => {
    const work = `${partial}.work`;
    await removeTree(work);
    await privately('tree.sh', [root, work, spec.database, prepareRoot]);
    await privately('deploy.sh', [rootfs, work, partial, ...(base ? [join(base.path, 'ostree/repo')] : [])]);
    await Promise.all([removeTree(work), removeTree(`${work}.var`)]);
  });
  return { path, rootfs };
}

function readScript(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, name));
}

function prepareRootConf(spec: DeploymentSpec): string {
  if (!spec.composefs) return '';
  return `[composefs]\\nenabled = yes\\n${spec.rootTransient ? '[root]\\ntransient = true\\n' : ''}`;
}

function describe(spec: DeploymentSpec): string {
  const traits = [spec.suite, spec.composefs && 'composefs', spec.rootTransient && 'root.transient', `database in /${spec.database}`];
  return traits.filter(Boolean).join(', ');
}
