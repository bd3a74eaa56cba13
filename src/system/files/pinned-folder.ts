// This file changes a file through a path that nobody can redirect meanwhile: a folder in /etc may belong to a service's user, who could
// replace it by a link.

import { closeSync, constants, openSync } from 'node:fs';
import { codeOf } from '../../fault.ts';

/**
 * Calls `work` with a path that leads to `path` through folders that are held open and are no links, and returns its result.
 * Returns null without calling it where there is no such way.
 */
export function withPinned<Result>(path: string, work: (pinned: string) => Result): Result | null {
  const held = pin(path);
  if (held === null) return null;
  try {
    return work(held.pinned);
  } finally {
    held.release();
  }
}

/** The same for work that takes its time. */
export async function whilePinned<Result>(path: string, work: (pinned: string) => Promise<Result>): Promise<Result | null> {
  const held = pin(path);
  if (held === null) return null;
  try {
    return await work(held.pinned);
  } finally {
    held.release();
  }
}

/** Returns the same path for a program that we start, to which `self` is another process. */
export function ofThisProcess(path: string): string {
  return path.replace(/^\/proc\/self\//, `/proc/${process.pid}/`);
}

function pin(path: string): { pinned: string; release: () => void } | null {
  const names = path.split('/').slice(1);
  const last = names.pop();
  if (last === undefined || last === '' || [last, ...names].some((name) => name === '.' || name === '..')) return null;
  let fd = openSync('/', FOLDER);
  try {
    for (const name of names) {
      const next = openFolder(`/proc/self/fd/${fd}/${name}`);
      if (next === null) {
        closeSync(fd);
        return null;
      }
      closeSync(fd);
      fd = next;
    }
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  return { pinned: `/proc/self/fd/${fd}/${last}`, release: () => closeSync(fd) };
}

const FOLDER = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

function openFolder(path: string): number | null {
  try {
    return openSync(path, FOLDER);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES'].includes(codeOf(error))) return null;
    throw error;
  }
}
