// On a folder of its own in place of /etc.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openKeeper, type Kept, type Taking } from '../../../../src/kept/io/keep.ts';
import { readKept } from '../../../../src/kept/io/store.ts';
import { CHANGED, giveOwnership, putInPlace, takeAway } from '../../../../src/kept/io/take.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const own = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

let folder: string;
let path: string;
let store: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'door-')));
  [path, store] = [join(folder, 'etc/foo.conf'), join(folder, 'kept')];
  mkdirSync(join(folder, 'etc'));
  writeFileSync(path, 'mine', { mode: 0o640 });
});

afterEach(() => rmSync(folder, { recursive: true }));

async function keep(more: Partial<Taking> = {}): Promise<Kept | string> {
  const [kept] = await openKeeper(store).keepAll([{ path, why: 'a reason', overlay: null, ...more }]);
  return kept ?? 'none';
}

const keptOf = (thing: Kept | string): Kept => {
  if (typeof thing === 'string') throw new Error(thing);
  return thing;
};
const copyOf = ({ folder: dated, copy }: { folder: string; copy: string | null }): string => join(store, dated, copy ?? 'none');

describe('a file', () => {
  it('is kept whole before it goes', async () => {
    utimesSync(path, 1, 2);
    expect(takeAway(keptOf(await keep()))).toBeNull();
    expect(existsSync(path)).toBe(false);
    const [thing] = readKept(store);
    expect(thing).toMatchObject({ path, type: 'file', why: 'a reason', overlay: null, digest: sha256('mine'), mode: 0o640, ...own, size: 4, mtime: '1970-01-01T00:00:02.000Z' });
    expect(readFileSync(copyOf(thing ?? { folder: '', copy: null }), 'utf8')).toBe('mine');
    expect(lstatSync(copyOf(thing ?? { folder: '', copy: null }))).toMatchObject({ mtimeMs: 2000, mode: 0o100640 });
  });

  it('that changed since stays', async () => {
    const kept = keptOf(await keep());
    writeFileSync(path, 'mine, edited');
    expect([takeAway(kept), putInPlace(kept, { kind: 'link', target: 'x' }), giveOwnership(kept, { mode: 0, ...own })]).toEqual([CHANGED, CHANGED, CHANGED]);
    expect(readFileSync(path, 'utf8')).toBe('mine, edited');
  });

  it('of somebody else who has the same is named, and not copied; with another content it is', async () => {
    const same = { digest: sha256('mine'), from: 'the package foo 1' };
    await keep({ same });
    writeFileSync(path, 'other');
    await keep({ same });
    expect(readKept(store).map(({ copy, from }) => [copy, from])).toEqual([[null, 'the package foo 1'], ['1/foo.conf', null]]);
  });

  it('that cannot be kept is not taken', async () => {
    writeFileSync(store, 'no folder');
    expect(await keep()).toMatch(/^it cannot be kept, and so is not taken \(.*not a folder that only root can use/);
    rmSync(store);
    mkdirSync(store, { mode: 0o755 });
    chmodSync(store, 0o755);
    expect(await keep()).toMatch(/cannot be kept/);
  });

  it('behind a link is nobody’s to take', async () => {
    symlinkSync('etc', join(folder, 'link'));
    expect(await keep({ path: join(folder, 'link/foo.conf') })).toBe('its folder is a link, or is gone');
    const kept = keptOf(await keep());
    rmSync(join(folder, 'etc'), { recursive: true });
    mkdirSync(join(folder, 'other'));
    symlinkSync('other', join(folder, 'etc'));
    expect(takeAway(kept)).toBe('its folder is a link, or is gone');
  });
});

describe('in its place', () => {
  it('comes another file, with its owner and mode, over what a killed one left', async () => {
    const from = join(folder, 'image');
    writeFileSync(from, 'of the image');
    writeFileSync(`${path}.usr-overlay-new`, 'half');
    expect(putInPlace(keptOf(await keep()), { kind: 'file', from, like: { mode: 0o600, ...own } })).toBeNull();
    expect([readFileSync(path, 'utf8'), lstatSync(path).mode & 0o777, readdirSync(join(folder, 'etc'))]).toEqual(['of the image', 0o600, ['foo.conf']]);
  });

  it('comes a link, a folder, and nothing over what appeared where nothing was', async () => {
    rmSync(path);
    const nothing = keptOf(await keep());
    expect(readKept(store)).toEqual([]);
    expect(putInPlace(nothing, { kind: 'link', target: '/dev/null' })).toBeNull();
    expect(readlinkSync(path)).toBe('/dev/null');
    expect(putInPlace(nothing, { kind: 'folder', like: { mode: 0o750, ...own } })).toBe(CHANGED);
    expect(putInPlace(keptOf(await keep()), { kind: 'file', from: join(folder, 'none'), like: null })).toBe('no such file or folder');
    expect([readlinkSync(path), readKept(store)[0]?.target]).toEqual(['/dev/null', '/dev/null']);
  });

  it('stays what it is, with another mode', async () => {
    expect(giveOwnership(keptOf(await keep()), { mode: 0o4755, ...own })).toBeNull();
    expect(lstatSync(path).mode & 0o7777).toBe(0o4755);
    expect(readKept(store)[0]?.mode).toBe(0o640);
  });
});

describe('a folder', () => {
  it('that is empty goes by its entry alone; one that holds something is kept with it, and stays', async () => {
    const inner = join(folder, 'etc/inner');
    mkdirSync(inner, { mode: 0o750 });
    expect(takeAway(keptOf(await keep({ path: inner })))).toBeNull();
    expect(takeAway(keptOf(await keep({ path: join(folder, 'etc') })))).toBe('the folder is not empty');
    const [empty, full] = readKept(store);
    expect(empty).toMatchObject({ type: 'folder', mode: 0o750, copy: null });
    expect(readFileSync(join(copyOf(full ?? { folder: '', copy: null }), 'foo.conf'), 'utf8')).toBe('mine');
  });
});

const other = mkdtempSync('/dev/shm/door-');
afterAll(() => rmSync(other, { recursive: true }));

it('a copy on another file system has the same content, mode, owner and time', async () => {
  store = join(other, 'kept');
  utimesSync(path, 1, 2);
  expect(takeAway(keptOf(await keep()))).toBeNull();
  const [thing] = readKept(store);
  const copy = copyOf(thing ?? { folder: '', copy: null });
  expect([readFileSync(copy, 'utf8'), lstatSync(copy).mode & 0o777, lstatSync(copy).mtimeMs]).toEqual(['mine', 0o640, 2000]);
});
