// The account of /boot while an overlay is on: begun with its record, and kept when that is.

import { beginBoot, lookWithEve } from '../boot-state.ts';
import { readBootEve, readBootState, writeBootState } from './boot-store.ts';
import { bootLines } from '../words.ts';
import { listBoot } from './list-boot.ts';

export function beginBootRecord(): void {
  const now = listBoot();
  if (now !== null) writeBootState(beginBoot(now));
}

/** For the record that is open; one of an older version has no account of /boot. `isAtWork`: a transaction that was announced may not be over yet. */
export function lookAtBootNow({ isAtWork, ...seen }: { isOver: boolean; isAtWork: boolean; packagesChanged: boolean }): void {
  const [state, now] = [readBootState(), listBoot()];
  if (state === null || now === null) return;
  const eve = readBootEve();
  if (isAtWork && eve !== null) return;
  const next = lookWithEve(state, eve, now, seen);
  if (eve !== null || JSON.stringify(next) !== JSON.stringify(state)) writeBootState(next);
}

/** What is said of the overlay that is on; nothing where none is recorded. */
export function bootLinesNow(): string[] {
  const state = readBootState();
  return state === null ? [] : bootLines(state);
}
