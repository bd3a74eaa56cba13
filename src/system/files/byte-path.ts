// Looking at files whose names need not be text: paths are bytes, kept one a character (latin1).

import { lstatSync, readdirSync, type Stats } from 'node:fs';
import type { FileType, BytePath } from '../../text/paths.ts';

/** What node takes: a string is cheaper, and the same where all is ASCII. */
export function toNodePath(path: BytePath): string | Buffer {
  return /^[\x00-\x7f]*$/.test(path) ? path : Buffer.from(path, 'latin1');
}

export function fromText(path: string): BytePath {
  return Buffer.from(path, 'utf8').toString('latin1');
}

/** Of the path itself, not of what a symbolic link leads to; undefined where nothing is there. */
export function look(path: BytePath): Stats | undefined {
  try {
    return lstatSync(toNodePath(path), { throwIfNoEntry: false });
  } catch {
    // A parent that became something else than a folder meanwhile.
    return undefined;
  }
}

/** The names in a folder; none where it is none. */
export function namesIn(path: BytePath): BytePath[] {
  try {
    return readdirSync(toNodePath(path), 'latin1');
  } catch {
    return [];
  }
}

const TYPES: Readonly<Record<number, FileType>> = { 0o040000: 'directory', 0o100000: 'file', 0o120000: 'symlink', 0o010000: 'fifo', 0o140000: 'socket' };

export function typeOf({ mode }: Pick<Stats, 'mode'>): FileType {
  return TYPES[mode & 0o170000] ?? 'device';
}
