// What lies in /etc, and whether a path leads to something.

import { existsSync, readdirSync, readlinkSync, type Dirent } from 'node:fs';
import { ROOTS, type Tree } from '../etc-changes.ts';

/** `without`: folders that are passed over, because they come and go by themselves. */
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
        const target = targetOf(path);
        if (target !== undefined) tree.links[path] = target;
      } else if (entry.isFile()) tree.files.push(path);
    }
  }
  return tree;
}

/** Where a symbolic link leads, as it is written; undefined where it is none. */
export function targetOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
