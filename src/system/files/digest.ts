// Checksums of files, as package managers take them.

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

export type Algorithm = 'md5' | 'sha1' | 'sha256';

/** By its length in hexadecimal. rpm takes SHA-256 since 4.6, dpkg MD5. */
export function algorithmOf(digest: string): Algorithm {
  return digest.length === 64 ? 'sha256' : digest.length === 40 ? 'sha1' : 'md5';
}

/** Of a regular file that the path itself names; undefined for anything else. */
export function digestOf(path: string, algorithm: Algorithm): string | undefined {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch {
    return undefined;
  }
  try {
    if (!fstatSync(fd).isFile()) return undefined;
    // Loaded where it is used: a removal of packages needs no digest, and this module is 3 ms of a hook's time.
    const hash = process.getBuiltinModule('node:crypto').createHash(algorithm);
    const buffer = Buffer.allocUnsafe(256 * 1024);
    for (let length = readSync(fd, buffer); length > 0; length = readSync(fd, buffer)) hash.update(buffer.subarray(0, length));
    return hash.digest('hex');
  } catch {
    return undefined;
  } finally {
    closeSync(fd);
  }
}
