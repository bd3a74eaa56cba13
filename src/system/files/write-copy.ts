// This file writes a file in a folder that may belong to a service's user, who may put a link in place of any name at any moment.

import { closeSync, fchmodSync, fchownSync, fsyncSync, linkSync, lstatSync, openSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { codeOf } from '../../fault.ts';
import type { Ownership } from '../../text/paths.ts';

/** The new file lies beside the old one, so that one rename replaces it. What a killed process left under this name is overwritten. */
export const UNFINISHED = '.usr-overlay-new';

/** `path`, where nothing is, becomes a copy of `from`. Owner and mode are given to what is open, never to what has the name by then. */
export function writeCopy(path: string, from: string, like: Ownership): void {
  writeNew(path, readFileSync(from), like);
}

/** The same with other content. */
export function writeNew(path: string, data: Buffer, { mode, uid, gid }: Ownership): void {
  const fd = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(fd, data);
    fchownSync(fd, uid, gid);
    fchmodSync(fd, mode & 0o7777);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Gives a file another name, where nothing has that yet. The file system of an EFI partition knows no second names: there it is looked at once more. */
export function nameNew(from: string, to: string): void {
  try {
    linkSync(from, to);
    unlinkSync(from);
  } catch (error) {
    if (!['EPERM', 'EOPNOTSUPP'].includes(codeOf(error)) || lstatSync(to, { throwIfNoEntry: false }) !== undefined) throw error;
    renameSync(from, to);
  }
}
