// This file replaces a file in a folder that may belong to a service's user, who may put a link in place of any name at any moment.

import { closeSync, fchmodSync, fchownSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Ownership } from '../../text/paths.ts';

/** The new file lies beside the old one, so that one rename replaces it. What a killed process left under this name is overwritten. */
export const UNFINISHED = '.usr-overlay-new';

/** Makes `path`, which comes from withPinned, a copy of `from`. Owner and mode go to the open file, never to what has its name by then. */
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
