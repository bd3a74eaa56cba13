// This file reads what lies in /etc and the other ROOTS.

import { existsSync, readdirSync, type Dirent } from 'node:fs';
import { ROOTS, type Tree } from '../etc-changes.ts';
import { linkTarget } from '../../system/files/read.ts';

/** Returns everything in ROOTS. The folders in `without` are skipped, because they come and go with the overlay. */
export function readTree(without: ReadonlySet<string>): Tree {
  const tree = { folders: [] as string[], files: [] as string[], links: {} as Record<string, string> };
  const waiting: string[] = ROOTS.filter((root) => existsSync(root));
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of list(folder)) {
      const path = `${folder}/${entry.name}`;
      if (without.has(path)) continue;
      if (entry.isDirectory()) {
        tree.folders.push(path);
        waiting.push(path);
      } else if (entry.isSymbolicLink()) {
        const target = linkTarget(path);
        if (target !== undefined) tree.links[path] = target;
      } else if (entry.isFile()) tree.files.push(path);
    }
  }
  return tree;
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
