// This file looks at files whose names need not be text: a path is kept as bytes, one character per byte (latin1).

import { readdirSync, type Stats } from 'node:fs';
import { statusOf } from './read.ts';
import type { FileType, BytePath } from '../../text/paths.ts';

/** Returns the path in the form that Node takes. A string is cheaper than a Buffer, and equal to it where all is ASCII. */
export function toNodePath(path: BytePath): string | Buffer {
  return /^[\x00-\x7f]*$/.test(path) ? path : Buffer.from(path, 'latin1');
}

/** Turns a path in UTF-16, as Node usually gives it, into bytes. */
export function fromText(path: string): BytePath {
  return Buffer.from(path, 'utf8').toString('latin1');
}

/** Returns lstat(2)'s answer, without following a symbolic link; undefined where nothing is there. */
export function look(path: BytePath): Stats | undefined {
  return statusOf(toNodePath(path));
}

/** Returns the names in a folder, or none where it is no folder or cannot be read. */
export function namesIn(path: BytePath): BytePath[] {
  try {
    return readdirSync(toNodePath(path), 'latin1');
  } catch {
    return [];
  }
}

const TYPES: Readonly<Record<number, FileType>> = { 0o040000: 'directory', 0o100000: 'file', 0o120000: 'symlink', 0o010000: 'fifo', 0o140000: 'socket' };

/** Returns the kind of a file from the mode that stat(2) gives. */
export function typeOf({ mode }: Pick<Stats, 'mode'>): FileType {
  return TYPES[mode & 0o170000] ?? 'device';
}
