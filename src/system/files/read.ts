// Reading files that may be absent, denied, endless or of the wrong kind: each of these is "no answer".

import { closeSync, constants, fstatSync, openSync, readdirSync, readlinkSync, readSync, statSync, realpathSync } from 'node:fs';

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
  if (throws === true && !ABSENT_OR_DENIED.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
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

export function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
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
