// This file answers `usr-overlay diff`: one line per file, then the totals.

import type { StayingChange } from './etc-edits.ts';
import type { Totals, TreeChange } from './tree-change.ts';
import { formatBytes } from '../output/figures.ts';
import { jsonText } from '../output/control-characters.ts';
import { asText, printablePath } from '../output/printable-path.ts';

const LETTERS = { added: 'A', changed: 'C', removed: 'D' } as const;

/** Returns a letter, a size and a path; a removed file shows the size that it had. `mark` is for changes outside the overlay, and for edits inside that a `down` keeps. */
export function diffLine(change: TreeChange, mark: 'stays' | 'as shipped' | 'by hand' | null): string {
  const size = change.type === 'file' ? formatBytes(change.size ?? change.sizeBefore ?? 0) : '-';
  return `${LETTERS[change.change]} ${size.padStart(5)} ${printablePath(change.path)}${change.type === 'directory' ? '/' : ''}${marks(change, mark)}`;
}

function marks({ what }: TreeChange, mark: string | null): string {
  if (mark === null && (what === null || what === 'content')) return '';
  const words = [mark, what === 'metadata' || what === 'type' ? what : null].filter((word) => word !== null);
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}

/** Returns the totals of both kinds of changes as lines. */
export function diffSummary(overlay: Totals, staying: Totals, kept: 'persistent' | 'hotfix' | null): string[] {
  return [`${GOES[kept ?? 'transient']}: ${sums(overlay)}`, `Kept: ${sums(staying)}`];
}

/** Returns the totals of a persistent overlay that is not mounted. */
export function parkedSummary(overlay: Totals): string {
  return `In the persistent overlay, which is not mounted: ${sums(overlay)}`;
}

/** A note where that one belongs to another image. */
export const OTHER_IMAGE = 'its layers are compared with the image that is booted now, not with their own';

/** Returns the totals of the overlay on a single folder. */
export function onlySummary(path: string, persistence: 'persistent' | 'transient', overlay: Totals): string {
  return `${persistence === 'persistent' ? 'In the persistent overlay' : 'Discarded at the next reboot with the overlay'} on ${path}: ${sums(overlay)}`;
}

const GOES = { persistent: 'In the persistent overlay', hotfix: 'In the hotfix, which survives reboots', transient: 'Discarded with the overlay' } as const;

function sums({ added, changed, removed }: Totals): string {
  if (added.count + changed.count + removed.count === 0) return 'nothing';
  return `${added.count} added (${formatBytes(added.bytes)}), ${changed.count} changed (${formatBytes(changed.bytes)}), ${removed.count} removed (${formatBytes(removed.bytesBefore)})`;
}

/** Yields the answer of `diff --json`, one file per line, so that it can be written while files are still being found. */
export function* diffJson(files: Iterable<TreeChange>, staying: readonly StayingChange[], isByHand: (change: TreeChange) => boolean, rest: () => object): Generator<string> {
  yield '{"schema":1,"files":[';
  yield* separated(files, (change) => ({ ...fileJson(change), byHand: isByHand(change) }));
  yield '],"staying":[';
  yield* separated(staying, (change) => ({ ...fileJson(change), asShipped: change.asShipped }));
  yield `],${jsonText(rest()).slice(1)}`;
}

function* separated<Item>(items: Iterable<Item>, toJson: (item: Item) => object): Generator<string> {
  let before: string | null = null;
  for (const item of items) {
    if (before !== null) yield `${before},`;
    before = jsonText(toJson(item));
  }
  if (before !== null) yield before;
}

/** `pathBytes` holds the name in base64 where it is not UTF-8, and `path` then only shows it. */
function fileJson({ path, change, type, what, size, sizeBefore }: TreeChange): object {
  const text = asText(path);
  return { path: text ?? printablePath(path), pathBytes: text === null ? btoa(path) : null, change, type, what, size, sizeBefore };
}
