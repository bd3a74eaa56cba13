// The first half of the door: what is about to be taken from the host is kept, whole and on the disk. Only what went through here can be
// taken by ./take.ts, because nobody else makes a `Kept`.

import { lstatSync, readlinkSync, readdirSync, type BigIntStats } from 'node:fs';
import { whyOf } from '../../fault.ts';
import { openShelf, type Shelf } from './shelf.ts';
import type { KeptEntry, KeptType } from '../kept-entry.ts';
import { KEPT_FOLDER } from '../../places.ts';
import { algorithmOf, digestOf } from '../../system/files/digest.ts';
import { whilePinned } from '../../system/files/pinned-folder.ts';
import type { Ownership } from '../../text/paths.ts';

export type Taking = {
  path: string;
  why: string;
  /** The record of an overlay that it is for; null for none. */
  overlay: string | null;
  /** The content that `from`, in words, has, too: where it is this, the index names that in place of a copy. */
  same?: { digest: string; from: string } | null;
  /** Where users saw it, if that is another path: the index names this. */
  as?: string;
};

declare const KEPT: unique symbol;

/** `seen`: what was kept; null where nothing was at the path. `copy`: where it is, whole; null where the index says all of it. */
export type Kept = { readonly path: string; readonly seen: BigIntStats | null; readonly copy: string | null; readonly [KEPT]: true };

export const NO_WAY = 'its folder is a link, or is gone';

export type Keeper = {
  /** For each of `takings` what may be taken now, or in words why it may not: then it stays as it is. */
  keepAll: (takings: readonly Taking[]) => Promise<(Kept | string)[]>;
  /** Contents that a path had once: for each null, or why it is not kept. */
  keepCopies: (contents: readonly Content[]) => Promise<(string | null)[]>;
};

/** `file` holds what was at `path`; `like`: how it was there. */
export type Content = Pick<KeptEntry, 'path' | 'why' | 'overlay'> & { file: string; like: Ownership };

/** What it keeps goes to one dated folder. */
export function openKeeper(store: string = KEPT_FOLDER): Keeper {
  const shelf = openShelf(store);
  return {
    keepAll: async (takings) => {
      const looked: (Looked | string)[] = [];
      for (const taking of takings) looked.push(await keepOne(taking, shelf));
      const trouble = shelf.close(looked.flatMap((each) => (typeof each === 'string' || each.entry === null ? [] : [each.entry])));
      return looked.map((each, index) => {
        if (typeof each === 'string') return each;
        if (trouble !== null && each.entry !== null) return cannotBeKept(trouble);
        const copy = each.entry?.copy ?? null;
        return { path: takings[index]?.path ?? '', seen: each.seen, copy: copy === null ? null : `${shelf.folder()}/${copy}` } as Kept;
      });
    },
    keepCopies: async (contents) => {
      const looked: (KeptEntry | string)[] = [];
      for (const content of contents) looked.push(await keepContent(content, shelf));
      const trouble = shelf.close(looked.filter((each) => typeof each !== 'string'));
      return looked.map((each) => (typeof each === 'string' ? each : trouble));
    },
  };
}

type Looked = { seen: BigIntStats | null; entry: KeptEntry | null };

async function keepOne(taking: Taking, shelf: Shelf): Promise<Looked | string> {
  try {
    return (await whilePinned(taking.path, (pinned) => look(taking, pinned, shelf))) ?? NO_WAY;
  } catch (error) {
    return cannotBeKept(whyOf(error));
  }
}

async function look({ path, why, overlay, same, as }: Taking, pinned: string, shelf: Shelf): Promise<Looked | string> {
  const seen = lstatSync(pinned, { bigint: true, throwIfNoEntry: false });
  if (seen === undefined) return { seen: null, entry: null };
  const type = typeOf(seen);
  const isElsewhere = type === 'file' && same != null && digestOf(pinned, algorithmOf(same.digest)) === same.digest;
  const copy = isElsewhere || isInIndex(type, pinned) ? null : await shelf.copy(pinned, path);
  if (copy !== null && 'line' in copy) return cannotBeKept(copy.line);
  const entry: KeptEntry = {
    path: as ?? path,
    type,
    why,
    overlay,
    at: new Date().toISOString(),
    mtime: seen.mtime.toISOString(),
    mode: Number(seen.mode) & 0o7777,
    uid: Number(seen.uid),
    gid: Number(seen.gid),
    size: Number(seen.size),
    digest: (type === 'file' ? digestOf(pinned, 'sha256') : undefined) ?? null,
    target: type === 'link' ? readlinkSync(pinned) : null,
    copy: copy?.name ?? null,
    from: isElsewhere ? same.from : null,
  };
  return { seen, entry };
}

async function keepContent({ path, why, overlay, file, like: { mode, uid, gid } }: Content, shelf: Shelf): Promise<KeptEntry | string> {
  const copy = await shelf.copy(file, path);
  if ('line' in copy) return copy.line;
  const { size, mtime } = lstatSync(file);
  return { path, type: 'file', why, overlay, at: new Date().toISOString(), mtime: mtime.toISOString(), mode: mode & 0o7777, uid, gid, size, digest: digestOf(file, 'sha256') ?? null, target: null, copy: copy.name, from: null };
}

/** A link is its target, and an empty folder its mode and owner. */
function isInIndex(type: KeptType, pinned: string): boolean {
  return type === 'link' || (type === 'folder' && readdirSync(pinned).length === 0);
}

function typeOf(stat: BigIntStats): KeptType {
  if (stat.isFile()) return 'file';
  if (stat.isSymbolicLink()) return 'link';
  return stat.isDirectory() ? 'folder' : 'other';
}

function cannotBeKept(reason: string): string {
  return `it cannot be kept, and so is not taken (${reason})`;
}
