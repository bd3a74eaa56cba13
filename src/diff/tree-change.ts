// This file describes the differences between two states of a tree of files.

import type { BytePath, FileType } from '../text/paths.ts';

/** Holds one difference between two states of a tree. */
export type TreeChange = {
  path: BytePath;
  change: 'added' | 'changed' | 'removed';
  /** This is the type now, or, of a removed file, the type that it had. */
  type: FileType;
  /** Says what changed (`metadata` means equal content); null where the file was added or removed. */
  what: 'content' | 'metadata' | 'type' | null;
  /** Both sizes are in bytes, 0 for anything but regular files; null where there is, or was, nothing. */
  size: number | null;
  sizeBefore: number | null;
  /** Another name of this file has been listed already, so its bytes do not count again. */
  again: boolean;
};

/** Counts changes and bytes, by kind of change. */
export type Totals = Record<TreeChange['change'], { count: number; bytes: number; bytesBefore: number }>;

/** Returns totals of zero. */
export function emptyTotals(): Totals {
  const nothing = { count: 0, bytes: 0, bytesBefore: 0 };
  return { added: { ...nothing }, changed: { ...nothing }, removed: { ...nothing } };
}

/** Adds one change to the totals. */
export function addTo(totals: Totals, { change, size, sizeBefore, again }: TreeChange): void {
  const total = totals[change];
  total.count += 1;
  if (again) return;
  total.bytes += size ?? 0;
  total.bytesBefore += sizeBefore ?? 0;
}
