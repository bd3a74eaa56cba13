// This file reads files that may be absent, denied, endless or of the wrong kind; each of these counts as "no answer".

import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readlinkSync, readSync, realpathSync, statSync, type Stats } from 'node:fs';
import { codeOf } from '../../fault.ts';

/** Node lacks this constant. Opening with it has no effect on the file, and the descriptor stays the same when its path is mounted over. */
export const O_PATH = 0o10000000;

/** No mount table seen is this large; longer files are cut here. */
const LIMIT = 64 * 1024 * 1024;

/**
 * Returns the text of a regular file (or one of /proc, whose size is 0), or undefined. O_NONBLOCK keeps a planted FIFO from hanging
 * root's apt. `noFollow` also refuses a symbolic link as the last part. `throws` makes read errors throw, where a file must not be
 * taken for absent by mistake. `limit` is in bytes.
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

/** Returns the names in a folder, in no order; none where it cannot be read. */
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
 * Tells whether anything has this name, even a dangling link. It says true where looking is denied, because only what is surely gone
 * is gone; `existsSync` instead follows links, and says false where looking is denied.
 */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // ENOTDIR means that a folder above has become a file, so nothing is there.
    return codeOf(error) !== 'ENOTDIR';
  }
}

/** Returns lstat(2)'s answer, without following a symbolic link; undefined where nothing is there or looking is denied. */
export function statusOf(path: string | Buffer): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Tells whether the path is a folder and no link to one; false where looking is denied. */
export function isFolder(path: string): boolean {
  return statusOf(path)?.isDirectory() === true;
}

/** Returns when a file was last written, in milliseconds since 1970; null where nothing is there or looking is denied. */
export function modifiedAt(path: string): number | null {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return null;
  }
}

/** Tells whether two paths lead to the same folder, through whatever links and bind mounts; null where one cannot be looked at. */
export function isSameFolder(one: string, other: string): boolean | null {
  try {
    const [first, second] = [statSync(one), statSync(other)];
    return first.dev === second.dev && first.ino === second.ino;
  } catch {
    return null;
  }
}

/** Returns the text of a symbolic link; undefined where it is no link or cannot be read. With `latin1` each byte is a character. */
export function linkTarget(path: string | Buffer, encoding: BufferEncoding = 'utf8'): string | undefined {
  try {
    return readlinkSync(path, encoding);
  } catch {
    return undefined;
  }
}

/** Returns the real path of a folder, or null where there is none. */
export function realFolder(path: string): string | null {
  try {
    const real = realpathSync(path);
    return statSync(real).isDirectory() ? real : null;
  } catch {
    return null;
  }
}

/** Returns where the link /usr leads; undefined where /usr is no link. */
export function usrLinkTarget(): string | undefined {
  return linkTarget('/usr') === undefined ? undefined : (realFolder('/usr') ?? undefined);
}

/** Returns true for /, // and any link or bind of it; false for a path that does not exist, into which nothing is installed. */
export function isHostRoot(path: string): boolean {
  return isSameFolder('/', path) === true;
}
