// A new content for a file in a folder that may be a service user's own: he may put a link in the place of any name in it, at any moment.

import { closeSync, fchmodSync, fchownSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Ownership } from '../../text/paths.ts';

/** Beside the file, so that renaming it is one moment; what a killed one left is written over. */
export const UNFINISHED = '.usr-overlay-new';

/** `path`, from withPinned, becomes a copy of `from`. Owner and mode are given to what is open, never to what has the name by then. */
export function replaceFile(path: string, from: string, { mode, uid, gid }: Ownership): void {
  rmSync(`${path}${UNFINISHED}`, { force: true });
  const fd = openSync(`${path}${UNFINISHED}`, 'wx', 0o600);
  try {
    writeFileSync(fd, readFileSync(from));
    fchownSync(fd, uid, gid);
    fchmodSync(fd, mode & 0o7777);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(`${path}${UNFINISHED}`, path);
}
