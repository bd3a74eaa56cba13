import { afterAll, expect, test } from '@jest/globals';
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { look, namesIn } from '../../../../src/system/files/byte-path.ts';
import { lookAhead, type FileLook } from '../../../../src/diff/io/parallel-lstat.ts';

const folder = mkdtempSync(join(tmpdir(), 'look-ahead-'));
afterAll(() => rmSync(folder, { recursive: true }));

const COUNT = 5000;
for (let each = 0; each < COUNT; each += 1) writeFileSync(join(folder, `file ${each}`), 'x'.repeat(each % 7), { mode: each % 2 ? 0o600 : 0o755 });
mkdirSync(join(folder, 'folder'));
symlinkSync('nowhere', join(folder, 'link'));
linkSync(join(folder, 'file 1'), join(folder, 'the same'));
writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x6c, 0xe9, 0x0a])]), 'bytes that are no text');
const names = [...namesIn(folder), 'gone'].sort();

/** More than one batch, so that the other thread has begun with some. */
test.each([[3], [200], [names.length]])('of %d names each has the answer that lstat has', (count) => {
  const some = names.slice(-count);
  const ahead = lookAhead(folder, some);
  expect(some.map((_, index) => picked(ahead(index)))).toEqual(some.map((name) => picked(look(`${folder}/${name}`))));
});

test('in a folder that is none, nothing is there', () => {
  const ahead = lookAhead(`${folder}/file 1`, names);
  expect(names.map((_, index) => ahead(index)).filter((each) => each !== undefined)).toEqual([]);
});

test('a second folder may be gone into before the first is done', () => {
  const [one, other] = [lookAhead(folder, names), lookAhead(folder, names.toReversed())];
  const seen = names.map((_, index) => [one(index)?.ino, other(index)?.ino]);
  const inodes = names.map((name) => look(`${folder}/${name}`)?.ino);
  expect(seen).toEqual(inodes.map((inode, index) => [inode, inodes.at(-1 - index)]));
});

function picked(stats: FileLook | undefined): FileLook | undefined {
  if (!stats) return undefined;
  const { mode, size, ctimeMs, uid, gid, nlink, dev, ino, rdev } = stats;
  return { mode, size, ctimeMs, uid, gid, nlink, dev, ino, rdev };
}
