// The way back: what was kept comes to its place again, through the door, so that what is there now is kept in turn.

import { renameSync, rmSync } from 'node:fs';
import { whyOf } from '../../fault.ts';
import type { KeptThing } from '../kept-entry.ts';
import { copyWhole } from './copy-whole.ts';
import { openKeeper, type Kept } from './keep.ts';
import { swapIn } from './swap.ts';
import { giveOwnership, makeAt, putInPlace, setOwnership, type Content } from './take.ts';
import { KEPT_FOLDER } from '../../places.ts';
import { whilePinned } from '../../system/files/pinned-folder.ts';
import { relabel } from '../../system/processes/selinux.ts';
import type { Ownership } from '../../text/paths.ts';

/** Null when it is there again; else why it is not, in words. */
export async function restore(thing: KeptThing, store: string = KEPT_FOLDER): Promise<string | null> {
  const [kept = 'nothing to keep'] = await openKeeper(store).keepAll([{ path: thing.path, why: `what was kept in ${thing.folder} took its place`, overlay: null }]);
  if (typeof kept === 'string') return kept;
  const why = await putBack(thing, kept, store);
  if (why === null) relabel([thing.path], { whole: thing.type === 'folder' });
  return why;
}

async function putBack(thing: KeptThing, kept: Kept, store: string): Promise<string | null> {
  if (thing.copy !== null) return putCopy(thing, `${store}/${thing.folder}/${thing.copy}`, kept);
  const content = contentOf(thing);
  if (content !== null && isOfOtherKind(thing, kept)) return besideFirst(thing, kept, (beside) => Promise.resolve(makeAt(beside, content)));
  if (content !== null) return putInPlace(kept, content);
  return giveOwnership(kept, thing);
}

/** Of what the index says all of; null where it was only mode and owner that changed. */
function contentOf({ type, target, mode, uid, gid }: KeptThing): Content | null {
  if (type === 'link') return { kind: 'link', target: target ?? '', owner: { mode, uid, gid } };
  return type === 'folder' ? { kind: 'folder', like: { mode, uid, gid } } : null;
}

type Restored = Pick<KeptThing, 'path' | 'type'> & Ownership;

/** The copy stays. Null when it is there; else why not. */
export function putCopy(thing: Restored, copy: string, kept: Kept): Promise<string | null> {
  return besideFirst(thing, kept, async (beside) => {
    const trouble = await copyWhole(copy, beside, { another: true });
    // A copy that a record had made is root's alone.
    if (trouble === null && (thing.type === 'file' || thing.type === 'folder')) setOwnership(beside, thing);
    return trouble;
  });
}

/** Beside its place first, which may take its time; then one moment. */
async function besideFirst(thing: Restored, kept: Kept, make: (beside: string) => Promise<string | null>): Promise<string | null> {
  const done = await whilePinned(thing.path, async (pinned) => {
    const beside = `${pinned}${BESIDE}`;
    try {
      rmSync(beside, { recursive: true, force: true });
      const trouble = await make(beside);
      if (trouble !== null) return { why: trouble };
      if (isOfOtherKind(thing, kept)) return { why: await swapIn(kept, pinned, beside) };
      return { why: putInPlace(kept, { kind: 'made', make: (path) => renameSync(beside, path) }) };
    } catch (error) {
      return { why: whyOf(error) };
    } finally {
      rmSync(beside, { recursive: true, force: true });
    }
  });
  return done === null ? 'its folder is a link, or is gone' : done.why;
}

/** rename(2) takes the place of no folder that holds something, and puts no folder in the place of something else. */
function isOfOtherKind({ type }: Restored, { seen }: Kept): boolean {
  return seen !== null && (seen.isDirectory() || type === 'folder');
}

const BESIDE = '.usr-overlay-kept';
