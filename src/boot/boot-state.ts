// This file keeps account of /boot while an overlay is on: what was there when it came, and which of the changes since are the packages' of
// the overlay. Only those are taken back. What others do there - an administrator, an upgrade of the image - is theirs.

import { field, isListOf, isText, parseJson } from '../text/json.ts';

export type BootFile = {
  kind: 'file' | 'link' | 'folder' | 'other';
  mode: number;
  uid: number;
  gid: number;
  /** In bytes; 0 for a folder, which changes with what is in it, as does its `mtime`. */
  size: number;
  /** In whole milliseconds since 1970. */
  mtime: number;
  /** Of a link. */
  target: string | null;
};

/** By absolute path. */
export type BootTree = Readonly<Record<string, BootFile>>;

export type BootState = {
  /** What is to be there when the packages of the overlay are gone. */
  before: BootTree;
  /** At the last look. */
  last: BootTree;
  /** These paths packages have changed; the same where nobody saw who it was. */
  changed: readonly string[];
  doubtful: readonly string[];
};

/** What was seen just before transactions: before the first one whose end nobody has seen, and before the last. */
export type BootEve = { first: BootTree; last: BootTree };

export function beginBoot(now: BootTree): BootState {
  return { before: now, last: now, changed: [], doubtful: [] };
}

/** Whose changes they are that came since the last look. */
export type Author = 'packages' | 'others' | 'nobody knows';

export function lookAtBoot(state: BootState, now: BootTree, author: Author): BootState {
  const before = { ...state.before };
  const [changed, doubtful] = [new Set(state.changed), new Set(state.doubtful)];
  for (const path of pathsIn(state.last, now).filter((each) => !isSame(state.last[each], now[each]))) {
    if (author === 'packages') changed.add(path);
    else if (author === 'nobody knows') doubtful.add(path);
    else {
      // His from now on, whatever it was before.
      changed.delete(path);
      doubtful.delete(path);
      const there = now[path];
      if (there === undefined) Reflect.deleteProperty(before, path);
      else before[path] = there;
    }
  }
  const isChanged = (path: string): boolean => !isSame(before[path], now[path]);
  return { before, last: now, changed: [...changed].filter(isChanged).sort(), doubtful: [...doubtful].filter((path) => isChanged(path) && !changed.has(path)).sort() };
}

/** `eve` is null where no transaction was announced. `isOver`: its end was seen; `packagesChanged`: the databases say so. */
export function lookWithEve(state: BootState, eve: BootEve | null, now: BootTree, seen: { isOver: boolean; packagesChanged: boolean }): BootState {
  if (eve === null) return lookAtBoot(state, now, seen.packagesChanged ? 'nobody knows' : 'others');
  const begun = lookAtBoot(lookAtBoot(state, eve.first, 'others'), eve.last, 'nobody knows');
  return lookAtBoot(begun, now, seen.isOver ? 'packages' : 'nobody knows');
}

export function isSame(one: BootFile | undefined, other: BootFile | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return KEYS.every((key) => one[key] === other[key]);
}

const KEYS = ['kind', 'mode', 'uid', 'gid', 'size', 'mtime', 'target'] as const;

function pathsIn(one: BootTree, other: BootTree): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])];
}

/** Null where the text is not what was written down. */
export function parseBootState(text: string): BootState | null {
  const value = parseJson(text);
  const isWhole = ['before', 'last'].every((key) => isTree(field(value, key))) && ['changed', 'doubtful'].every((key) => isListOf(field(value, key), isBootPath));
  return isWhole ? (value as BootState) : null;
}

export function parseBootEve(text: string): BootEve | null {
  const value = parseJson(text);
  return ['first', 'last'].every((key) => isTree(field(value, key))) ? (value as BootEve) : null;
}

function isTree(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.entries(value).every(([path, file]) => isBootPath(path) && isBootFile(file));
}

function isBootFile(value: unknown): boolean {
  const target = field(value, 'target');
  return ['mode', 'uid', 'gid', 'size', 'mtime'].every((key) => Number.isSafeInteger(field(value, key))) && KINDS.has(field(value, 'kind')) && (target === null || isText(target));
}

const KINDS = new Set<unknown>(['file', 'link', 'folder', 'other'] satisfies BootFile['kind'][]);

/** Nothing else is ever put back by it. */
function isBootPath(value: unknown): boolean {
  return isText(value) && /^\/(boot|efi)\/./.test(value) && !value.split('/').slice(1).some((name) => name === '' || name === '.' || name === '..');
}
