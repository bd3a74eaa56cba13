// A folder that root alone can reach, in a place where only root can have made it.

import { lstatSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from '../../fault.ts';

/** Makes the folder if need be; null when it is as it should be, else what is wrong with it. */
export function ensureRootFolder(path: string): string | null {
  const found = lstatSync(path, { throwIfNoEntry: false });
  try {
    // What is there is not asked for again: that it cannot be made says nothing of what is in it.
    if (!found) mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') return `cannot make ${path}: ${codeOf(error)}`;
  }
  const { mode, uid } = found ?? lstatSync(path, { throwIfNoEntry: false }) ?? { mode: 0, uid: -1 };
  const isFolder = (mode & 0o170000) === 0o040000;
  return isFolder && uid === 0 && (mode & 0o077) === 0 ? null : `${path} is not a folder of root's alone (mode 0700); look what made it, then remove it`;
}

/** The outermost folder of a real path, itself included, that another than root owns or can write to; null where there is none. */
export function changeableByOthers(path: string): string | null {
  const above = path === '/' ? null : changeableByOthers(dirname(path));
  if (above !== null) return above;
  const { uid, mode } = lstatSync(path);
  return uid === 0 && (mode & 0o022) === 0 ? null : path;
}
