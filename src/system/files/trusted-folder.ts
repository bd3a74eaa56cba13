// This file makes and checks folders that only root can enter or change.

import { lstatSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf, whyOf } from '../../fault.ts';
import { linkTarget, statusOf } from './read.ts';

/** Makes the folder if it is missing; returns null when it is as it should be, else what is wrong with it. */
export function ensureRootFolder(path: string): string | null {
  const found = statusOf(path);
  try {
    // An existing folder is not made again, because on a full or read-only disk that would fail although the folder is fine.
    if (!found) mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') return `cannot make ${path}: ${whyOf(error)}`;
  }
  const { mode, uid } = found ?? statusOf(path) ?? { mode: 0, uid: -1 };
  return (mode & 0o170000) === 0o040000 && uid === 0 && (mode & 0o077) === 0 ? null : `${path} is not a folder that only root can use (mode 0700): find out what made it, then remove it`;
}

/** Returns the outermost folder on a real path (itself included) that a user other than root owns or can write to, or null. */
export function changeableByOthers(path: string): string | null {
  const above = path === '/' ? null : changeableByOthers(dirname(path));
  if (above !== null) return above;
  const { uid, mode } = lstatSync(path);
  return uid === 0 && (mode & 0o022) === 0 ? null : path;
}

/** path_resolution(7): the kernel follows no more links than this. */
const MOST_LINKS = 40;

/**
 * Returns the first folder on the way to `path`, through every link of it, in which a user other than root could put another link or
 * folder in the place of the next one; null where there is none. The last one itself is not looked at.
 */
export function changeableOnTheWay(path: string): string | null {
  let at = '/';
  let links = 0;
  const names = namesOf(path);
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    const { uid, mode } = statusOf(at) ?? { uid: 0, mode: 0 };
    if (uid !== 0 || (mode & 0o022) !== 0) return at;
    const next = join(at, name);
    const target = name === '..' ? undefined : linkTarget(next);
    if (target === undefined) {
      at = next;
      continue;
    }
    if ((links += 1) > MOST_LINKS) return next;
    if (target.startsWith('/')) at = '/';
    names.unshift(...namesOf(target));
  }
  return null;
}

function namesOf(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}
