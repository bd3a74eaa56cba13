// On a folder of its own in place of /etc.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openKeeper } from '../../../../src/kept/io/keep.ts';
import { readKept } from '../../../../src/kept/io/store.ts';
import { applyPutBack } from '../../../../src/record/io/apply-put-back.ts';
import type { PutBackStep } from '../../../../src/record/put-back-plan.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const CHANGED = 'it changed in the meantime';

let folder: string;
let path: string;
let store: string;

async function apply(step: Partial<PutBackStep>): Promise<string | null> {
  const [failed] = await applyPutBack([{ shipped: null, ...step } as PutBackStep], 'ID', openKeeper(store));
  return failed?.why ?? null;
}

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'put-back-')));
  store = join(realpathSync(mkdtempSync(join(tmpdir(), 'kept-'))), 'store');
  mkdirSync(join(folder, 'foo'));
  path = join(folder, 'foo/foo.conf');
  writeFileSync(path, 'shipped');
});

afterEach(() => {
  for (const each of [folder, dirname(store)]) rmSync(each, { recursive: true });
});

describe('removing', () => {
  it('a file of that content alone', async () => {
    expect(await apply({ kind: 'remove-file', path, digest: md5('other') })).toBe(CHANGED);
    expect(await apply({ kind: 'remove-file', path, digest: md5('shipped') })).toBeNull();
    expect(existsSync(path)).toBe(false);
    expect(await apply({ kind: 'remove-file', path, digest: md5('shipped') })).toBe(CHANGED);
  });

  it('no file behind a link', async () => {
    symlinkSync(path, join(folder, 'link'));
    symlinkSync('foo', join(folder, 'bar'));
    expect(await apply({ kind: 'remove-file', path: join(folder, 'link'), digest: md5('shipped') })).toBe(CHANGED);
    expect(await apply({ kind: 'remove-file', path: join(folder, 'bar/foo.conf'), digest: md5('shipped') })).toBe('its folder is a link, or is gone');
    expect(await apply({ kind: 'remove-file', path: `${folder}/foo/../foo/foo.conf`, digest: md5('shipped') })).toBe('its folder is a link, or is gone');
    expect(readFileSync(path, 'utf8')).toBe('shipped');
  });

  it('a link that leads there alone, and a folder that is empty', async () => {
    const link = join(folder, 'link');
    symlinkSync('/gone', link);
    expect(await apply({ kind: 'remove-link', path: link, target: '/other' })).toBe(CHANGED);
    expect(await apply({ kind: 'remove-link', path: link, target: '/gone' })).toBeNull();
    expect(await apply({ kind: 'remove-folder', path: join(folder, 'foo') })).toBeNull();
    expect(existsSync(path)).toBe(true);
    rmSync(path);
    expect(await apply({ kind: 'remove-folder', path: join(folder, 'foo') })).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('restoring', () => {
  const like = { mode: 0o640, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

  it('a file with its mode, over what a killed one left', async () => {
    const from = join(folder, 'image');
    writeFileSync(from, 'of the image');
    writeFileSync(`${path}.usr-overlay-new`, 'half');
    expect(await apply({ kind: 'restore-file', path, from, digest: md5('other'), like })).toBe(CHANGED);
    expect(await apply({ kind: 'restore-file', path, from, digest: md5('shipped'), like })).toBeNull();
    expect(readFileSync(path, 'utf8')).toBe('of the image');
    expect(lstatSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(folder, 'foo'))).toEqual(['foo.conf']);
    // One that was lost, only where there is none.
    expect(await apply({ kind: 'restore-file', path, from, digest: null, like: null })).toBe(CHANGED);
    rmSync(path);
    expect(await apply({ kind: 'restore-file', path, from, digest: null, like: null })).toBeNull();
    expect(readFileSync(path, 'utf8')).toBe('of the image');
  });

  it('says why it could not', async () => {
    expect(await apply({ kind: 'restore-file', path, from: join(folder, 'gone'), digest: md5('shipped'), like })).toBe('no such file or folder');
    expect(readFileSync(path, 'utf8')).toBe('shipped');
  });

  it('a folder with its mode, and nothing that lies in its place', async () => {
    const make = (name: string) => apply({ kind: 'make-folder', path: join(folder, name), like: { ...like, mode: 0o2750 } });
    const modeOf = (name: string) => lstatSync(join(folder, name)).mode & 0o7777;
    // What a killed one left is made anew.
    mkdirSync(join(folder, 'new.usr-overlay-new'));
    expect([await make('new'), await make('new/inner')]).toEqual([null, null]);
    expect([modeOf('new'), modeOf('new/inner')]).toEqual([0o2750, 0o2750]);
    // One that is there is somebody's.
    chmodSync(join(folder, 'foo'), 0o711);
    expect([await make('foo'), modeOf('foo')]).toEqual([null, 0o711]);
    symlinkSync('/etc', join(folder, 'link'));
    symlinkSync('/gone', join(folder, 'dangling'));
    expect(await Promise.all(['foo/foo.conf', 'link', 'dangling', 'link/inner', 'gone/inner'].map(make))).toEqual([CHANGED, CHANGED, CHANGED, 'its folder is a link, or is gone', 'its folder is a link, or is gone']);
    expect(readdirSync(folder).toSorted()).toEqual(['dangling', 'foo', 'link', 'new']);
  });

  it('no folder over what somebody put in the place of the unfinished one', async () => {
    const unfinished = join(folder, 'new.usr-overlay-new');
    mkdirSync(unfinished);
    writeFileSync(join(unfinished, 'secret'), '');
    expect(await apply({ kind: 'make-folder', path: join(folder, 'new'), like })).toBe('the folder is not empty');
    expect(readdirSync(unfinished)).toEqual(['secret']);
  });

  it('a link', async () => {
    const link = join(folder, 'link');
    expect(await apply({ kind: 'restore-link', path: link, from: '/other', target: '/image' })).toBe(CHANGED);
    expect(await apply({ kind: 'restore-link', path: link, from: null, target: '/one' })).toBeNull();
    expect(await apply({ kind: 'restore-link', path: link, from: '/one', target: '/two' })).toBeNull();
    expect(readlinkSync(link)).toBe('/two');
  });
});

describe('a plan', () => {
  const own = { mode: 0o755, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

  it('is kept before it is done: what packages ship by its name, the rest whole', async () => {
    const [link, from] = [join(folder, 'foo/link'), join(folder, 'image')];
    symlinkSync('/gone', link);
    writeFileSync(join(folder, 'foo/other'), 'of nobody');
    writeFileSync(from, 'of the image');
    const steps: PutBackStep[] = [
      { kind: 'make-folder', path: join(folder, 'new'), like: own },
      { kind: 'make-folder', path: join(folder, 'new/inner'), like: own },
      { kind: 'remove-file', path, digest: md5('shipped'), shipped: 'foo:all=1' },
      { kind: 'remove-file', path: join(folder, 'foo/other'), digest: md5('of nobody'), shipped: null },
      { kind: 'remove-link', path: link, target: '/gone' },
      // In the place of the link, which goes first.
      { kind: 'restore-file', path: link, from, digest: null, like: null, shipped: null },
      { kind: 'restore-file', path: join(folder, 'new/inner/file'), from, digest: null, like: null, shipped: null },
      { kind: 'remove-folder', path: join(folder, 'foo') },
    ];
    expect(await applyPutBack(steps, 'ID', openKeeper(store))).toEqual([]);
    expect([readFileSync(link, 'utf8'), readFileSync(join(folder, 'new/inner/file'), 'utf8'), readdirSync(join(folder, 'foo'))]).toEqual(['of the image', 'of the image', ['link']]);
    const kept = readKept(store);
    expect(kept.map(({ path: of, copy, from: elsewhere, target, overlay }) => [of.slice(folder.length), copy, elsewhere, target, overlay])).toEqual([
      ['/foo/foo.conf', null, 'the package foo:all=1', null, 'ID'],
      ['/foo/other', '1/other', null, null, 'ID'],
      ['/foo/link', null, null, '/gone', 'ID'],
    ]);
    expect(new Set(kept.map((each) => each.folder)).size).toBe(1);
  });

  it('is not done where nothing can be kept', async () => {
    writeFileSync(store, 'no folder');
    const [failed] = await applyPutBack([{ kind: 'remove-file', path, digest: md5('shipped'), shipped: null }], 'ID', openKeeper(store));
    expect(failed?.why).toMatch(/^it cannot be kept, and so is not taken/);
    expect(readFileSync(path, 'utf8')).toBe('shipped');
  });
});
