// This file reads back what was stored about /etc. One path outside ROOTS makes the whole file count as invalid.

import { type Leftovers } from './etc-changes.ts';
import { ROOTS, type Baseline, type Tree } from './baseline.ts';
import type { LastLook } from './looks.ts';
import { field, isListOf, isText, parseJson } from '../text/json.ts';

/** Returns null where the text is no complete baseline. */
export function parseBaseline(text: string): Baseline | null {
  const value = parseJson(text);
  const isWhole =
    isTree(field(value, 'tree')) &&
    (field(value, 'modes') === undefined || isMapOf(field(value, 'modes'), isPath, isOwnership)) &&
    isOptional(field(value, 'dangling'), (list) => isListOf(list, isPath)) &&
    isMapOf(field(value, 'conffiles'), isPath, isKnownFile) &&
    isListOf(field(value, 'users'), isText) &&
    isListOf(field(value, 'groups'), isText) &&
    isListOf(field(value, 'packages'), (each) => isText(field(each, 'manager')) && Array.isArray(field(each, 'packages')));
  return isWhole ? (value as Baseline) : null;
}

/** Returns null where the text is no complete list of leftovers. */
export function parseLeftovers(text: string): Leftovers | null {
  const value = parseJson(text);
  const isWhole =
    isListOf(field(value, 'files'), (each) => isOwned(each) && isDigest(field(each, 'digest')) && isOptional(field(each, 'like'), isOwnership)) &&
    isListOf(field(value, 'links'), (each) => isOwned(each) && isText(field(each, 'target'))) &&
    isListOf(field(value, 'folders'), isOwned) &&
    ['masks', 'lostFiles', 'lostLinks'].every((key) => isListOf(field(value, key), isPath)) &&
    isMapOf(field(value, 'witnesses'), isText, (files) => isListOf(files, (each) => isText(field(each, 'path')) && isDigest(field(each, 'digest')))) &&
    isListOf(field(value, 'users'), isText) &&
    isListOf(field(value, 'groups'), isText) &&
    isOptional(field(value, 'touched'), (list) => isListOf(list, isText)) &&
    ['administrator', 'doubtful'].every((key) => isOptional(field(value, key), (list) => isListOf(list, isPath)));
  return isWhole ? (value as Leftovers) : null;
}

/** Null where the text is not what was written down. */
export function parseLastLook(text: string): LastLook | null {
  const value = parseJson(text);
  return isTree(field(value, 'tree')) && isText(field(value, 'packages')) ? (value as LastLook) : null;
}

export function parseTree(text: string): Tree | null {
  const value = parseJson(text);
  return isTree(value) ? (value as Tree) : null;
}

function isTree(tree: unknown): boolean {
  return isListOf(field(tree, 'folders'), isPath) && isListOf(field(tree, 'files'), isPath) && isMapOf(field(tree, 'links'), isPath, isText);
}

/** What a record of an older version has not. */
function isOptional(value: unknown, isGood: (value: unknown) => boolean): boolean {
  return value === undefined || isGood(value);
}

function isOwned(value: unknown): boolean {
  return isPath(field(value, 'path')) && isText(field(value, 'package'));
}

function isKnownFile(value: unknown): boolean {
  return isText(field(value, 'package')) && isDigest(field(value, 'digest')) && isOwnership(value);
}

function isOwnership(value: unknown): boolean {
  return ['mode', 'uid', 'gid'].every((key) => Number.isInteger(field(value, key)));
}

function isPath(value: unknown): boolean {
  return isText(value) && ROOTS.some((root) => value.startsWith(`${root}/`)) && !value.split('/').slice(1).some((name) => name === '' || name === '.' || name === '..');
}

function isDigest(value: unknown): boolean {
  return isText(value) && /^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/.test(value);
}

function isMapOf(value: unknown, isKey: (key: unknown) => boolean, isValue: (each: unknown) => boolean): boolean {
  return typeof value === 'object' && value !== null && Object.entries(value).every(([key, each]) => isKey(key) && isValue(each));
}
