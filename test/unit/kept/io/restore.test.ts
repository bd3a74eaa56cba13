// On a folder of its own in place of /etc.
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findKept, type KeptThing } from '../../../../src/kept/kept-entry.ts';
import { openKeeper, type Kept } from '../../../../src/kept/io/keep.ts';
import { restore } from '../../../../src/kept/io/restore.ts';
import { readKept } from '../../../../src/kept/io/store.ts';
import { takeAway } from '../../../../src/kept/io/take.ts';

let folder: string;
let path: string;
let store: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'restore-')));
  [path, store] = [join(folder, 'etc/foo.conf'), join(folder, 'kept')];
  mkdirSync(join(folder, 'etc'));
  writeFileSync(path, 'mine', { mode: 0o640 });
});

afterEach(() => rmSync(folder, { recursive: true }));

async function keep(more: { path: string } = { path }): Promise<Kept> {
  const [kept = 'none'] = await openKeeper(store).keepAll([{ why: 'a reason', overlay: null, ...more }]);
  if (typeof kept === 'string') throw new Error(kept);
  return kept;
}

describe('the way back', () => {
  const lastOf = (path_: string): KeptThing => {
    const thing = findKept(readKept(store), path_, '');
    if (!thing) throw new Error('not kept');
    return thing;
  };

  it('is by the door: what is there then is kept, and the copy stays as it was', async () => {
    takeAway(await keep());
    writeFileSync(path, 'another', { mode: 0o600 });
    expect(await restore(lastOf(path), store)).toBeNull();
    expect([readFileSync(path, 'utf8'), lstatSync(path).mode & 0o777, readdirSync(join(folder, 'etc'))]).toEqual(['mine', 0o640, ['foo.conf']]);
    writeFileSync(path, 'mine, edited in place');
    const [first, second] = readKept(store).map(({ folder: dated, copy }) => readFileSync(join(store, dated, copy ?? ''), 'utf8'));
    expect([first, second]).toEqual(['mine', 'another']);
  });

  it('brings links, folders with what is in them, empty ones, and a mode', async () => {
    const [link, full, empty] = ['link', 'full', 'empty'].map((name) => join(folder, 'etc', name)) as [string, string, string];
    symlinkSync('/dev/null', link);
    mkdirSync(empty, { mode: 0o700 });
    mkdirSync(full);
    writeFileSync(join(full, 'inner'), 'x');
    for (const each of [link, empty, full]) await keep({ path: each });
    for (const each of [link, empty, full]) rmSync(each, { recursive: true });
    for (const each of [link, empty, full]) expect(await restore(lastOf(each), store)).toBeNull();
    expect([readlinkSync(link), lstatSync(empty).mode & 0o777, readFileSync(join(full, 'inner'), 'utf8')]).toEqual(['/dev/null', 0o700, 'x']);
  });

  it('says why there is none', async () => {
    takeAway(await keep());
    rmSync(join(folder, 'etc'), { recursive: true });
    expect(await restore(lastOf(path), store)).toBe('its folder is a link, or is gone');
  });
});

it('what a record had a copy of has its mode again, and not the copy’s', async () => {
  const copy = join(folder, 'copy');
  writeFileSync(copy, 'as it was', { mode: 0o600 });
  const like = { mode: 0o644, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  expect(await openKeeper(store).keepCopies([{ path, why: 'as it was before', overlay: 'ID', file: copy, like }])).toEqual([null]);
  const [thing] = readKept(store);
  if (!thing) throw new Error('not kept');
  expect(await restore(thing, store)).toBeNull();
  expect([readFileSync(path, 'utf8'), lstatSync(path).mode & 0o777]).toEqual(['as it was', 0o644]);
});
