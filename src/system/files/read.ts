// Reading files that may be absent, denied, endless or of the wrong kind: each of these is "no answer".

import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readlinkSync, readSync, realpathSync, statSync } from 'node:fs';
import { codeOf } from '../../fault.ts';

/** Not in Node's constants. What is opened so is reached without doing anything to it, and stays the same when something is mounted on its path. */
export const O_PATH = 0o10000000;

/** Larger than any mount table seen; a probe's file beyond it is cut there. */
const LIMIT = 64 * 1024 * 1024;

/**
 * The text of a regular file (or a file of /proc, which says size 0), or undefined.
 * O_NONBLOCK: a FIFO planted in its place must not hang root's apt. `noFollow` also refuses a symbolic link as last part.
 * `throws` where the system could not read it: for a file that must not be taken for absent then.
 */
export function readText(path: string, options: { noFollow?: boolean; throws?: boolean; limit?: number; encoding?: BufferEncoding } = {}): string | undefined {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | (options.noFollow === true ? constants.O_NOFOLLOW : 0));
  } catch (error) {
    return absentUnless(options.throws, error);
  }
  try {
    if (!fstatSync(fd).isFile()) return undefined;
    return readAll(fd, options.limit ?? LIMIT).toString(options.encoding ?? 'utf8');
  } catch (error) {
    return absentUnless(options.throws, error);
  } finally {
    closeSync(fd);
  }
}

const ABSENT_OR_DENIED = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'ENXIO']);

function absentUnless(throws: boolean | undefined, error: unknown): undefined {
  if (throws === true && !ABSENT_OR_DENIED.has(codeOf(error))) throw error;
}

/** The names in a folder, in no order. */
export function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readAll(fd: number, limit: number): Buffer {
  const chunks: Buffer[] = [];
  let total = 0;
  while (total < limit) {
    const chunk = Buffer.allocUnsafe(Math.min(64 * 1024, limit - total));
    const length = readSync(fd, chunk, 0, chunk.length, null);
    if (length === 0) break;
    chunks.push(chunk.subarray(0, length));
    total += length;
  }
  return Buffer.concat(chunks, total);
}

/**
 * Whether something has this name, be it a link that leads nowhere. True where that may not be looked at: only what is surely gone is
 * gone. For what a link leads to there is `existsSync`, which says false to whoever may not look.
 */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // What was a folder once is a file now, and so holds nothing.
    return codeOf(error) !== 'ENOTDIR';
  }
}

/** Whether the path itself is a folder, and not a link to one; false where that may not be looked at. */
export function isFolder(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

/** Whether two paths lead to one and the same folder, by whatever links and binds; null where one of them may not be looked at or is not there. */
export function isSameFolder(one: string, other: string): boolean | null {
  try {
    const [first, second] = [statSync(one), statSync(other)];
    return first.dev === second.dev && first.ino === second.ino;
  } catch {
    return null;
  }
}

/** Where a symbolic link leads, as it is written; undefined where it is none or may not be read. With `latin1`, a byte is a character. */
export function linkTarget(path: string | Buffer, encoding: BufferEncoding = 'utf8'): string | undefined {
  try {
    return readlinkSync(path, encoding);
  } catch {
    return undefined;
  }
}

/** The real path of a folder, or null where there is none. */
export function realFolder(path: string): string | null {
  try {
    const real = realpathSync(path);
    return statSync(real).isDirectory() ? real : null;
  } catch {
    return null;
  }
}
