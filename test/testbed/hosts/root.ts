// A suite's root file system with a test's .debs installed: what a plain host runs, and what an ostree tree is made of.
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cached, shortHash } from '../cache.ts';
import { command } from '../command.ts';
import { removeTree } from '../remove.ts';
import { ensureRootfs, type Suite } from './rootfs.ts';

export type RootSpec = {
  suite: Suite;
  /** Paths of .debs, installed in this order by the root's own dpkg. */
  install?: readonly string[];
  /** Further Debian packages of the root file system, from the mirror. */
  extra?: readonly string[];
};

// Count up when the scripts change what they make.
const FORMAT = 1;

export async function ensureRoot(spec: RootSpec): Promise<string> {
  const rootfs = await ensureRootfs(spec.suite, spec.extra);
  const debs = spec.install ?? [];
  if (debs.length === 0) return rootfs;
  const key = shortHash(String(FORMAT), basename(rootfs), ...debs.map((path) => shortHash(basename(path), readFileSync(path))));
  return cached(`roots/${spec.suite}-${key}`, `${spec.suite} with ${debs.map((path) => basename(path)).join(', ')}`, async (partial) => {
    const folder = `${partial}.debs`;
    await removeTree(folder);
    mkdirSync(folder, { recursive: true });
    debs.forEach((deb, index) => copyFileSync(deb, join(folder, `${String(index).padStart(3, '0')}-${basename(deb)}`)));
    await privately('install.sh', [rootfs, partial, folder]);
    await removeTree(folder);
  });
}

/** Runs a script of this folder in a mount namespace of its own: its mounts end with it. */
export function privately(script: string, args: readonly string[]): Promise<string> {
  const path = join(import.meta.dirname, script);
  return command('unshare', ['--mount', '--pid', '--fork', '--kill-child', '--propagation', 'private', 'sh', path, ...args]);
}
