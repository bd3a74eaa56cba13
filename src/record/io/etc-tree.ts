// This file reads what lies in /etc and the other ROOTS.

import { existsSync, readdirSync, writeFileSync, type Dirent } from 'node:fs';
import { isFollower } from '../../host/followers.ts';
import { STATE_FOLDER } from '../../places.ts';
import { readMounts } from '../../system/mounts/mounts.ts';
import { ROOTS, type Tree } from '../baseline.ts';
import { linkTarget } from '../../system/files/read.ts';

/** Without what follows the overlay: that comes and goes with it. */
export function readEtc(): Tree {
  return readTree(new Set(readMounts().filter(isFollower).map(({ mountPoint }) => mountPoint)));
}

/** For the record of the overlay that is on; where there is none, or no room, nobody looked. */
export function writeEve(): void {
  try {
    writeFileSync(EVE, JSON.stringify(readEtc()), { mode: 0o600 });
  } catch {
    // A part of one is read as none.
  }
}

/** What /etc is like just before a transaction. */
const EVE = `${STATE_FOLDER}/open/eve.json`;

function readTree(without: ReadonlySet<string>): Tree {
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
