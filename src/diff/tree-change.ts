// What differs between two states of a tree of files.

import type { BytePath, FileType } from '../text/paths.ts';

export type TreeChange = {
  path: BytePath;
  change: 'added' | 'changed' | 'removed';
  /** Of what is there now; of what was there, where it was removed. */
  type: FileType;
  /** What changed: for `metadata` the content is the same; null where it was added or removed. */
  what: 'content' | 'metadata' | 'type' | null;
  /** Bytes now, and before; null where there is, or was, no such file. 0 but for files. */
  size: number | null;
  sizeBefore: number | null;
  /** Another name of a file that has been told of before: its bytes count once. */
  again: boolean;
};

export type Totals = Record<TreeChange['change'], { count: number; bytes: number; bytesBefore: number }>;

export function emptyTotals(): Totals {
  const nothing = { count: 0, bytes: 0, bytesBefore: 0 };
  return { added: { ...nothing }, changed: { ...nothing }, removed: { ...nothing } };
}

export function addTo(totals: Totals, { change, size, sizeBefore, again }: TreeChange): void {
  const total = totals[change];
  total.count += 1;
  if (again) return;
  total.bytes += size ?? 0;
  total.bytesBefore += sizeBefore ?? 0;
}
