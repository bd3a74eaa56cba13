// What is out of its place already, on our own side of the disk, becomes something that is kept: by its name alone, in one moment.

import { lstatSync, mkdirSync, renameSync } from 'node:fs';
import { whyOf } from '../../fault.ts';
import type { KeptEntry } from '../kept-entry.ts';
import { appendIndex, makeDatedFolder, syncFolder } from './store.ts';
import { KEPT_FOLDER } from '../../places.ts';

export type Moved = Pick<KeptEntry, 'path' | 'why' | 'overlay'>;

/** `from` is a file or a folder below /var/lib/apt-image-based; `path` in `moved` is where it was in the host. Where it is now, or why it is not. */
export function keepMoved(from: string, { path, why, overlay }: Moved, store: string = KEPT_FOLDER): { copy: string } | { line: string } {
  const made = makeDatedFolder(store);
  if ('line' in made) return made;
  try {
    const stat = lstatSync(from);
    const { mode, uid, gid, size, mtime } = stat;
    const copy = `1/${path.slice(path.lastIndexOf('/') + 1)}`;
    const type = stat.isDirectory() ? 'folder' : 'file';
    mkdirSync(`${made.folder}/1`, { mode: 0o700 });
    // The entry first: it may name what is not there yet, and nothing is there without a name.
    appendIndex(made.folder, [{ path, type, why, overlay, at: new Date().toISOString(), mtime: mtime.toISOString(), mode: mode & 0o7777, uid, gid, size, digest: null, target: null, copy, from: null }]);
    renameSync(from, `${made.folder}/${copy}`);
    syncFolder(`${made.folder}/1`);
    return { copy: `${made.folder}/${copy}` };
  } catch (error) {
    return { line: whyOf(error) };
  }
}
