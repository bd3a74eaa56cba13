// This file looks at /boot and the EFI system partition, but for what ostree and bootc manage there: their upgrades are no package's.

import { lstatSync, readdirSync, type Stats } from 'node:fs';
import type { BootFile, BootTree } from '../boot-state.ts';
import { isThere, linkTarget } from '../../system/files/read.ts';

const ROOTS = ['/boot', '/efi'];

/** Null where there is more than anybody has there, or where it cannot be read. */
export function listBoot(): BootTree | null {
  const tree: Record<string, BootFile> = {};
  const isManaged = isThere('/run/ostree-booted') || isThere('/boot/ostree') ? MANAGED : null;
  const waiting = ROOTS.filter((root) => lstatSync(root, { throwIfNoEntry: false })?.isDirectory() === true);
  let count = 0;
  try {
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      for (const name of readdirSync(folder)) {
        const path = `${folder}/${name}`;
        if (isManaged?.test(path) === true) continue;
        const stat = lstatSync(path, { throwIfNoEntry: false });
        if (stat === undefined) continue;
        if ((count += 1) > MOST) return null;
        tree[path] = describe(path, stat);
        if (stat.isDirectory()) waiting.push(path);
      }
    }
  } catch {
    return null;
  }
  return tree;
}

const MOST = 20_000;

/** Deployments' kernels, the boot loader's entries for them, and what bootc has there instead of ostree. */
const MANAGED = /^\/(boot|boot\/efi|efi)\/(ostree|loader(\.\w+)?|bootc[^/]*|EFI\/Linux\/bootc[^/]*)(\/|$)/;

function describe(path: string, stat: Stats): BootFile {
  const { mode, uid, gid } = stat;
  const kind = stat.isFile() ? 'file' : stat.isSymbolicLink() ? 'link' : stat.isDirectory() ? 'folder' : 'other';
  const isFolder = kind === 'folder';
  return { kind, mode: mode & 0o7777, uid, gid, size: isFolder ? 0 : stat.size, mtime: isFolder ? 0 : Math.floor(stat.mtimeMs), target: kind === 'link' ? (linkTarget(path) ?? '') : null };
}
