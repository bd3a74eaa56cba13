// Where a page of recipes is built: a base image, what lies beside the Containerfile, and repositories to install from.
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { removeTree } from '../../testbed/remove.ts';
import { startRepository, type Repository } from '../../testbed/packages/repository.ts';
import { ensureRoot, type RootSpec } from '../../testbed/hosts/root.ts';
import { ensureRootfs } from '../../testbed/hosts/rootfs.ts';
import { cloneTree, throwawayFolder } from '../../testbed/hosts/throwaway.ts';
import type { Builder } from './build-image.ts';
import { fencedBlocks, type Block } from './markdown.ts';

export type Site = Builder & { repository: Repository; close: () => Promise<void> };

export type SiteSpec = {
  /** By what FROM calls the root. */
  base: string;
  root: RootSpec;
  /** Folders to serve. */
  repositories: readonly string[];
  /** What lies beside the Containerfile. */
  files: readonly string[];
};

export async function openSite({ base, root, repositories, files }: SiteSpec): Promise<Site> {
  const folder = await throwawayFolder();
  const context = join(folder, 'context');
  mkdirSync(context);
  for (const file of files) copyFileSync(file, join(context, basename(file)));
  const tree = await cloneTree(await ensureRoot(root), true);
  const repository = await startRepository(...repositories);
  return {
    images: new Map([[base, { path: tree.path, env: {} }]]),
    rootfs: await ensureRootfs(root.suite, root.extra),
    context,
    folder,
    binds: [],
    repository,
    close: async () => {
      await repository.close();
      await tree.remove();
      await removeTree(folder);
    },
  };
}

export function readPage(name: string): Block[] {
  return fencedBlocks(readFileSync(join(import.meta.dirname, '../../../docs', name), 'utf8'));
}
