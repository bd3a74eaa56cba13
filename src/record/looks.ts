// Who changed what in /etc while an overlay was on: what changed between two looks in which no package changed, nobody but the
// administrator can have changed. A look just before a transaction, on its eve, parts what he did from what the packages do.

import type { Tree } from './baseline.ts';

/** `packages`: a digest of all that the databases say. */
export type LastLook = { tree: Tree; packages: string };

export type Attributed = { administrator: string[]; doubtful: string[] };

/** `eve` is null where nobody looked between `last` and the transaction; `isOver`: that has just ended, and may have brought the same version again. */
export function attribute(last: LastLook, eve: Tree | null, now: LastLook, isOver: boolean): Attributed {
  if (last.packages === now.packages && (eve === null || !isOver)) return { administrator: changedPaths(last.tree, now.tree), doubtful: [] };
  if (eve !== null) return { administrator: changedPaths(last.tree, eve), doubtful: [] };
  return { administrator: [], doubtful: changedPaths(last.tree, now.tree) };
}

/** What came, went, became something else, or leads somewhere else. */
export function changedPaths(before: Tree, now: Tree): string[] {
  const [one, other] = [kinds(before), kinds(now)];
  return [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path)).sort();
}

function kinds({ folders, files, links }: Tree): Map<string, string> {
  const found = new Map<string, string>();
  for (const path of folders) found.set(path, 'folder');
  for (const path of files) found.set(path, 'file');
  for (const [path, target] of Object.entries(links)) found.set(path, `link to ${target}`);
  return found;
}
