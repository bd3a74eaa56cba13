// The second half of the door: what was kept is removed, replaced, or given another mode and owner. Each looks once more: what changed
// since it was kept stays as it is.

import { closeSync, constants, fchmodSync, fchownSync, fsyncSync, lchownSync, lstatSync, mkdirSync, openSync, readdirSync, renameSync, rmdirSync, rmSync, symlinkSync, unlinkSync, type BigIntStats } from 'node:fs';
import { dirname } from 'node:path';
import { whyOf } from '../../fault.ts';
import { NO_WAY, type Kept } from './keep.ts';
import { syncFolder } from './store.ts';
import { withPinned } from '../../system/files/pinned-folder.ts';
import { nameNew, UNFINISHED, writeCopy, writeNew } from '../../system/files/write-copy.ts';
import type { Ownership } from '../../text/paths.ts';

/** What comes to be at a path. `like` null: as `from` has it. */
export type Content =
  | { kind: 'file'; from: string; like: Ownership | null }
  | { kind: 'text'; text: string; like: Ownership }
  | { kind: 'link'; target: string; owner?: Ownership }
  | { kind: 'folder'; like: Ownership }
  /** Whatever `make` puts at the path that it is given, which is beside the one to be. */
  | { kind: 'made'; make: (path: string) => void };

export const CHANGED = 'it changed in the meantime';

/** A file, a link or an empty folder. Null when it is gone; else why it is not, in words. `isSynced` false: the caller syncs the folder. */
export function takeAway(kept: Kept, { isSynced = true } = {}): string | null {
  return at(kept, (pinned) => {
    if (kept.seen === null) return CHANGED;
    if (kept.seen.isDirectory()) rmdirSync(pinned);
    else unlinkSync(pinned);
    if (isSynced) syncFolder(dirname(pinned));
    return null;
  });
}

/** In one moment: there is the old one or the new one. */
export function putInPlace(kept: Kept, content: Content): string | null {
  return at(kept, (pinned) => {
    const unfinished = `${pinned}${UNFINISHED}`;
    try {
      clear(unfinished);
      make(content, unfinished);
      // What appeared meanwhile where nothing was is not replaced: a second name does not go over one that is there.
      if (kept.seen === null && content.kind !== 'folder' && !lstatSync(unfinished).isDirectory()) {
        nameNew(unfinished, pinned);
      } else renameSync(unfinished, pinned);
      syncFolder(dirname(pinned));
      return null;
    } catch (error) {
      clear(unfinished);
      throw error;
    }
  });
}

/** Of a file or a folder. */
export function giveOwnership(kept: Kept, like: Ownership): string | null {
  return at(kept, (pinned) => {
    if (kept.seen === null) return CHANGED;
    setOwnership(pinned, like);
    return null;
  });
}

/** Of what is opened, never of what has the name by then; not through a link. */
export function setOwnership(path: string, { mode, uid, gid }: Ownership): void {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    fchownSync(fd, uid, gid);
    fchmodSync(fd, mode & 0o7777);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function at({ path, seen }: Kept, change: (pinned: string) => string | null): string | null {
  try {
    const done = withPinned(path, (pinned) => ({ why: isAsSeen(lstatSync(pinned, { bigint: true, throwIfNoEntry: false }), seen) ? change(pinned) : CHANGED }));
    return done === null ? NO_WAY : done.why;
  } catch (error) {
    return whyOf(error);
  }
}

/** Its ctime is not looked at: the other name that it is kept by is a change of that. */
export function isAsSeen(now: BigIntStats | undefined, seen: BigIntStats | null): boolean {
  if (now === undefined || seen === null) return now === undefined && seen === null;
  // A folder's size and time change with what is taken out of it, and one that is not empty is not removed.
  const keys = seen.isDirectory() ? FOLDER_KEYS : FILE_KEYS;
  return keys.every((key) => now[key] === seen[key]);
}

const FOLDER_KEYS = ['ino', 'dev', 'mode', 'uid', 'gid'] as const;
const FILE_KEYS = [...FOLDER_KEYS, 'size', 'mtimeNs'] as const;

/** Makes it where nothing is. Null when done; else why not. */
export function makeAt(path: string, content: Content): string | null {
  try {
    make(content, path);
    return null;
  } catch (error) {
    return whyOf(error);
  }
}

function make(content: Content, path: string): void {
  switch (content.kind) {
    case 'file':
      return writeCopy(path, content.from, content.like ?? lstatSync(content.from));
    case 'text':
      return writeNew(path, Buffer.from(content.text), content.like);
    case 'link':
      symlinkSync(content.target, path);
      if (content.owner) lchownSync(path, content.owner.uid, content.owner.gid);
      return;
    case 'folder':
      return makeFolder(path, content.like);
    case 'made':
      return content.make(path);
  }
}

/** Whole or not at all: one that is root's alone because of a kill would be taken for one that somebody made so. */
function makeFolder(path: string, like: Ownership): void {
  mkdirSync(path, { mode: 0o700 });
  const fd = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    // A service's user may have put another folder in its place, with what is root's in it, to be given that.
    if (readdirSync(`/proc/self/fd/${fd}`).length > 0) throw Object.assign(new Error(CHANGED), { code: CHANGED });
    fchownSync(fd, like.uid, like.gid);
    fchmodSync(fd, like.mode & 0o7777);
  } finally {
    closeSync(fd);
  }
}

/** What a killed one left beside. A folder with something in it is somebody's. */
function clear(unfinished: string): void {
  if (lstatSync(unfinished, { throwIfNoEntry: false })?.isDirectory()) rmdirSync(unfinished);
  else rmSync(unfinished, { force: true });
}
