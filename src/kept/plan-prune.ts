// What is kept is not kept for ever: which dated folders go, by their age and by the room that all of them take.

import { folderTime } from './kept-entry.ts';

export type KeptFolder = { name: string; /** That it takes on the disk. */ bytes: number };

/** The most of each. */
export type KeptLimits = { days: number; bytes: number };

export type Prune = KeptFolder & { because: 'age' | 'size' };

const DAY = 24 * 60 * 60 * 1000;

/**
 * The oldest first. The newest folder stays whatever it takes: what was taken just now must be there when its owner looks for it.
 * `now` in milliseconds.
 */
export function planPrune(folders: readonly KeptFolder[], { days, bytes }: KeptLimits, now: number): Prune[] {
  const ours = folders.filter(({ name }) => folderTime(name) !== null).toSorted((one, other) => (one.name < other.name ? -1 : 1));
  let total = ours.reduce((sum, each) => sum + each.bytes, 0);
  return ours.slice(0, -1).flatMap((each): Prune[] => {
    const isOld = (folderTime(each.name) ?? now) < now - days * DAY;
    const isTooMuch = total > bytes;
    if (!isOld && !isTooMuch) return [];
    total -= each.bytes;
    return [{ ...each, because: isOld ? 'age' : 'size' }];
  });
}
