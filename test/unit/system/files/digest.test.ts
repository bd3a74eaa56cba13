// Small files are read at once, large ones in pieces, and what the kernel makes up has no size: the digest is that of all of it.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { digestOf } from '../../../../src/system/files/digest.ts';

const folder = mkdtempSync(join(tmpdir(), 'digest-'));
afterAll(() => rmSync(folder, { recursive: true }));

const KIB = 1024;

it.each([0, 1, 256 * KIB - 1, 256 * KIB, 256 * KIB + 1, 1000 * KIB])('a file of %d bytes', (size) => {
  const path = join(folder, String(size));
  const data = Buffer.alloc(size, 'abcdefg');
  writeFileSync(path, data);
  for (const algorithm of ['md5', 'sha256'] as const) expect(digestOf(path, algorithm)).toBe(createHash(algorithm).update(data).digest('hex'));
});

it('a file of the kernel, which says that it has no bytes', () => {
  expect(digestOf('/proc/version', 'sha256')).toBe(createHash('sha256').update(readFileSync('/proc/version')).digest('hex'));
});

it('a link only where it is asked for, and no folder', () => {
  writeFileSync(join(folder, 'file'), 'x');
  symlinkSync('file', join(folder, 'link'));
  expect([digestOf(join(folder, 'link'), 'md5'), digestOf(folder, 'md5')]).toEqual([undefined, undefined]);
  expect(digestOf(join(folder, 'link'), 'md5', { follow: true })).toBe(createHash('md5').update('x').digest('hex'));
});
