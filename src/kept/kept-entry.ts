// What was taken from the host and kept: an entry for each thing, in the index of the dated folder that it lies in.

import { field, isText, parseJson } from '../text/json.ts';

export type KeptType = 'file' | 'link' | 'folder' | 'other';

export type KeptEntry = {
  /** Absolute, of the host. */
  path: string;
  type: KeptType;
  /** For what it was taken, in words. */
  why: string;
  /** The record of an overlay that it was taken for; null for none. */
  overlay: string | null;
  /** ISO 8601, as `mtime`. */
  at: string;
  mtime: string;
  mode: number;
  uid: number;
  gid: number;
  /** In bytes, of a file. */
  size: number;
  /** SHA-256 of a file, in hexadecimal. */
  digest: string | null;
  /** Of a link. */
  target: string | null;
  /** Below the dated folder; null where the index says it all, as for a link, and where `from` has the same. */
  copy: string | null;
  /** Where the same file can be had, in words: a package, or a file of the image. */
  from: string | null;
};

/** `folder`: the name of the dated folder. */
export type KeptThing = KeptEntry & { folder: string };

/** A line of JSON for each; what a crash cut short is no entry, and nothing was taken for it. */
export function parseIndex(text: string): KeptEntry[] {
  return text.split('\n').flatMap((line) => {
    const value = line === '' ? undefined : parseJson(line);
    return isEntry(value) ? [value] : [];
  });
}

/** `before` is what the index holds: a line that was cut short ends there, and does not spoil the next one. */
export function indexLines(entries: readonly KeptEntry[], before: string): string {
  return `${before === '' || before.endsWith('\n') ? '' : '\n'}${entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')}`;
}

/** Sorts by time. `taken` are the names that are there: two runs may begin in one second. */
export function folderName(now: Date, taken: readonly string[]): string {
  const name = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const same = taken.filter((each) => each.startsWith(name)).length;
  return same === 0 ? name : `${name}-${String(same + 1).padStart(3, '0')}`;
}

/** When the folder was begun, in milliseconds; null where it is none of ours. */
export function folderTime(name: string): number | null {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(-\d{3})?$/.exec(name) ?? [];
  return second === undefined ? null : Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** The last one that was kept of a path; `folder` is the beginning of a dated folder's name. */
export function findKept(things: readonly KeptThing[], path: string, folder: string): KeptThing | undefined {
  return things.findLast((each) => each.path === path && each.folder.startsWith(folder));
}

function isEntry(value: unknown): value is KeptEntry {
  return (
    isPath(field(value, 'path')) &&
    TYPES.has(field(value, 'type')) &&
    ['why', 'at', 'mtime'].every((key) => isText(field(value, key))) &&
    ['overlay', 'digest', 'target', 'copy', 'from'].every((key) => field(value, key) === null || isText(field(value, key))) &&
    ['mode', 'uid', 'gid', 'size'].every((key) => Number.isSafeInteger(field(value, key))) &&
    (field(value, 'copy') === null || isInside(field(value, 'copy')))
  );
}

const TYPES = new Set<unknown>(['file', 'link', 'folder', 'other'] satisfies KeptType[]);

function isPath(value: unknown): boolean {
  return isText(value) && value.startsWith('/') && isInside(value.slice(1));
}

function isInside(value: unknown): boolean {
  return isText(value) && !value.split('/').some((name) => name === '' || name === '.' || name === '..');
}
