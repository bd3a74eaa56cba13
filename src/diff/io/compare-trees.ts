// This file finds what an overlay changed: it compares the tree as the host sees it with the tree below the overlay. So the kernel itself
// interprets whiteouts, opaque and redirected folders and metacopies, even where no path leads to the upper directory.
// https://docs.kernel.org/filesystems/overlayfs.html

import { closeSync, openSync, readSync } from 'node:fs';
import type { TreeChange } from '../tree-change.ts';
import type { BytePath } from '../../text/paths.ts';
import { look, namesIn, toNodePath, typeOf } from '../../system/files/byte-path.ts';
import { lookAhead, type FileLook } from './parallel-lstat.ts';
import { linkTarget } from '../../system/files/read.ts';

/** Holds a folder on the way down the trees; it exists now, or did before, or both. */
type Folder = { path: BytePath; names: BytePath[]; next: number; now: (index: number) => FileLook | undefined; before: (index: number) => FileLook | undefined };

/**
 * Yields each difference below `top` once, folder by folder, in byte order. `root` is the host's root without the overlay, and `with` the one
 * with it, if that is not the host's own; `since` is explained at `Below`; `entering` is called with each folder.
 */
export function* compareTrees(
  top: BytePath,
  { root: below, since, with: above = '' }: { root: string; since: number | null; with?: string },
  skip: ReadonlySet<BytePath> = new Set(),
  entering: (folder: BytePath) => void = () => undefined,
): Generator<TreeChange> {
  const links = new Set<string>();
  const open = [enter(top, { above, below }, skip, true, true)];
  for (let folder = open.at(-1); folder; folder = open.at(-1)) {
    const index = folder.next++;
    const name = folder.names[index];
    if (name === undefined) {
      open.pop();
      continue;
    }
    const path = `${folder.path}/${name}`;
    const [now, before] = [folder.now(index), folder.before(index)];
    if (isSame(now, before, since)) continue;
    const change = judge(path, now, before, { above, below });
    // An image manager may have hard-linked the file between our two looks, which changes its times, so look again.
    if (change?.what === 'metadata' && isSame(look(above + path), look(below + path), since)) continue;
    if (change !== null) {
      change.again = isAgain(now ?? before, links);
      yield change;
    }
    const [isNow, wasBefore] = [isDirectory(now), isDirectory(before)];
    if (!isNow && !wasBefore) continue;
    entering(path);
    open.push(enter(path, { above, below }, skip, isNow, wasBefore));
  }
}

/** Holds the root with the overlay, empty for the host's own, and the one without it. */
type Roots = { above: string; below: string };

function enter(path: BytePath, { above, below }: Roots, skip: ReadonlySet<BytePath>, now: boolean, before: boolean): Folder {
  const [names, old] = [now ? namesIn(above + path) : [], before ? namesIn(below + path) : []];
  const all = (old.length === 0 ? names : [...new Set(names.concat(old))]).sort();
  // Most folders contain nothing to skip, so this is asked only once per folder.
  const isPartlySkipped = skip.size > 0 && [...skip].some((each) => each.startsWith(`${path}/`));
  const wanted = isPartlySkipped ? all.filter((name) => !skip.has(`${path}/${name}`)) : all;
  return { path, names: wanted, next: 0, now: now ? lookAhead(above + path, wanted) : nothing, before: before ? lookAhead(below + path, wanted) : nothing };
}

function nothing(): undefined {
  return undefined;
}

function isDirectory(stats: FileLook | undefined): boolean {
  return stats !== undefined && typeOf(stats) === 'directory';
}

/**
 * For a file that it has not copied up, an overlay reports the times of the file below; it also copies up every folder above a copied
 * file. The ctime of a copy is the moment of copying, and nobody can set a ctime.
 */
function isSame(now: FileLook | undefined, before: FileLook | undefined, since: number | null): boolean {
  if (since !== null) return before !== undefined && now !== undefined && now.ctimeMs < since;
  return now?.ctimeMs === before?.ctimeMs && now?.mode === before?.mode && now?.size === before?.size;
}

function judge(path: BytePath, now: FileLook | undefined, before: FileLook | undefined, { above, below }: Roots): TreeChange | null {
  const [size, sizeBefore] = [now ? sizeOf(now) : null, before ? sizeOf(before) : null];
  if (!now || !before) {
    const there = now ?? before;
    return there ? { path, change: now ? 'added' : 'removed', type: typeOf(there), what: null, size, sizeBefore, again: false } : null;
  }
  const what = difference(now, before, above + path, below + path);
  return what && { path, change: 'changed', type: typeOf(now), what, size, sizeBefore, again: false };
}

/** Returns what differs between two looks at one path. A folder is copied up for its content, which is no change of its own. */
export function difference(now: FileLook, before: FileLook, path: BytePath, old: BytePath): TreeChange['what'] {
  const type = typeOf(now);
  if (type !== typeOf(before)) return 'type';
  if (type === 'directory') return now.mode === before.mode && now.uid === before.uid && now.gid === before.gid ? null : 'metadata';
  if (type === 'file') return now.size === before.size && hasSameContent(path, old) ? 'metadata' : 'content';
  if (type === 'symlink') return linkTarget(toNodePath(path), 'latin1') === linkTarget(toNodePath(old), 'latin1') ? 'metadata' : 'content';
  return now.rdev === before.rdev ? 'metadata' : 'content';
}

/** The size of a symbolic link or a device says nothing about the room that it takes. */
function sizeOf(stats: FileLook): number {
  return typeOf(stats) === 'file' ? stats.size : 0;
}

function isAgain(stats: FileLook | undefined, links: Set<string>): boolean {
  if (stats === undefined || stats.nlink < 2 || isDirectory(stats)) return false;
  const key = `${stats.dev}:${stats.ino}`;
  if (links.has(key)) return true;
  links.add(key);
  return false;
}

const CHUNK = 256 * 1024;
const BUFFERS = [Buffer.allocUnsafe(CHUNK), Buffer.allocUnsafe(CHUNK)] as const;

/** Both files have the same size. */
function hasSameContent(one: BytePath, other: BytePath): boolean {
  const opened: number[] = [];
  try {
    for (const path of [one, other]) opened.push(openSync(toNodePath(path), 'r'));
    const [left = -1, right = -1] = opened;
    for (;;) {
      const [a, b] = [readSync(left, BUFFERS[0]), readSync(right, BUFFERS[1])];
      if (a !== b || !BUFFERS[0].subarray(0, a).equals(BUFFERS[1].subarray(0, b))) return false;
      if (a === 0) return true;
    }
  } catch {
    return false;
  } finally {
    for (const fd of opened) closeSync(fd);
  }
}
