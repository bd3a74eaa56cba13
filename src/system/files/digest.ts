// This file computes checksums of files as the package managers do.

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Names the checksums that dpkg (MD5) and rpm (all three, by its version and settings) use. */
export type Algorithm = 'md5' | 'sha1' | 'sha256';

/** Tells the algorithm by the digest's length in hexadecimal. rpm uses SHA-256 since 4.6, dpkg MD5. */
export function algorithmOf(digest: string): Algorithm {
  return digest.length === 64 ? 'sha256' : digest.length === 40 ? 'sha1' : 'md5';
}

/** All files share this buffer, because doctor reads a hundred thousand of them. */
let chunk: Buffer | undefined;

/**
 * Returns the digest of a regular file in hexadecimal; undefined for anything else and for a file that cannot be read. A link is read
 * with `follow` only.
 */
export function digestOf(path: string | Buffer, algorithm: Algorithm, { follow = false } = {}): string | undefined {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | (follow ? 0 : constants.O_NOFOLLOW));
  } catch {
    return undefined;
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) return undefined;
    // The module is loaded only here: it costs 3 ms of a hook's time, and a removal of packages needs no digest.
    const crypto = process.getBuiltinModule('node:crypto');
    chunk ??= Buffer.allocUnsafe(256 * 1024);
    let length = readSync(fd, chunk);
    // Most files are small: the size proves that one read was all of it.
    if (length === stat.size && length < chunk.length) return crypto.hash(algorithm, chunk.subarray(0, length), 'hex');
    const hash = crypto.createHash(algorithm);
    for (; length > 0; length = readSync(fd, chunk)) hash.update(chunk.subarray(0, length));
    return hash.digest('hex');
  } catch {
    return undefined;
  } finally {
    closeSync(fd);
  }
}
