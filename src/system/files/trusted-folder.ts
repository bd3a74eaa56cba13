// This file makes and checks folders that only root can enter or change.

import { lstatSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from '../../fault.ts';
import { statusOf } from './read.ts';

/** Makes the folder if it is missing; returns null when it is as it should be, else what is wrong with it. */
export function ensureRootFolder(path: string): string | null {
  const found = statusOf(path);
  try {
    // An existing folder is not made again, because on a full or read-only disk that would fail although the folder is fine.
    if (!found) mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') return `cannot make ${path}: ${codeOf(error)}`;
  }
  const { mode, uid } = found ?? statusOf(path) ?? { mode: 0, uid: -1 };
  return (mode & 0o170000) === 0o040000 && uid === 0 && (mode & 0o077) === 0 ? null : `${path} is not a folder of root's alone (mode 0700); look what made it, then remove it`;
}

/** Returns the outermost folder on a real path (itself included) that a user other than root owns or can write to, or null. */
export function changeableByOthers(path: string): string | null {
  const above = path === '/' ? null : changeableByOthers(dirname(path));
  if (above !== null) return above;
  const { uid, mode } = lstatSync(path);
  return uid === 0 && (mode & 0o022) === 0 ? null : path;
}
