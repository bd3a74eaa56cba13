// On a folder of its own in place of /etc.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { applyPutBackStep } from '../../../../src/record/io/apply-put-back.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const CHANGED = 'it changed in the meantime';

let folder: string;
let path: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'put-back-')));
  mkdirSync(join(folder, 'foo'));
  path = join(folder, 'foo/foo.conf');
  writeFileSync(path, 'shipped');
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('removing', () => {
  it('a file of that content alone', () => {
    expect(applyPutBackStep({ kind: 'remove-file', path, digest: md5('other') })).toBe(CHANGED);
    expect(applyPutBackStep({ kind: 'remove-file', path, digest: md5('shipped') })).toBeNull();
    expect(existsSync(path)).toBe(false);
    expect(applyPutBackStep({ kind: 'remove-file', path, digest: md5('shipped') })).toBe(CHANGED);
  });

  it('no file behind a link', () => {
    symlinkSync(path, join(folder, 'link'));
    symlinkSync('foo', join(folder, 'bar'));
    expect(applyPutBackStep({ kind: 'remove-file', path: join(folder, 'link'), digest: md5('shipped') })).toBe(CHANGED);
    expect(applyPutBackStep({ kind: 'remove-file', path: join(folder, 'bar/foo.conf'), digest: md5('shipped') })).toBe('its folder is a link, or is gone');
    expect(applyPutBackStep({ kind: 'remove-file', path: `${folder}/foo/../foo/foo.conf`, digest: md5('shipped') })).toBe('its folder is a link, or is gone');
    expect(readFileSync(path, 'utf8')).toBe('shipped');
  });

  it('a link that leads there alone, and a folder that is empty', () => {
    const link = join(folder, 'link');
    symlinkSync('/gone', link);
    expect(applyPutBackStep({ kind: 'remove-link', path: link, target: '/other' })).toBe(CHANGED);
    expect(applyPutBackStep({ kind: 'remove-link', path: link, target: '/gone' })).toBeNull();
    expect(applyPutBackStep({ kind: 'remove-folder', path: join(folder, 'foo') })).toBeNull();
    expect(existsSync(path)).toBe(true);
    rmSync(path);
    expect(applyPutBackStep({ kind: 'remove-folder', path: join(folder, 'foo') })).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('restoring', () => {
  const like = { mode: 0o640, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

  it('a file with its mode, over what a killed one left', () => {
    const from = join(folder, 'image');
    writeFileSync(from, 'of the image');
    writeFileSync(`${path}.usr-overlay-new`, 'half');
    expect(applyPutBackStep({ kind: 'restore-file', path, from, digest: md5('other'), like })).toBe(CHANGED);
    expect(applyPutBackStep({ kind: 'restore-file', path, from, digest: md5('shipped'), like })).toBeNull();
    expect(readFileSync(path, 'utf8')).toBe('of the image');
    expect(lstatSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(folder, 'foo'))).toEqual(['foo.conf']);
    // One that was lost, only where there is none.
    expect(applyPutBackStep({ kind: 'restore-file', path, from, digest: null, like: null })).toBe(CHANGED);
    rmSync(path);
    expect(applyPutBackStep({ kind: 'restore-file', path, from, digest: null, like: null })).toBeNull();
    expect(readFileSync(path, 'utf8')).toBe('of the image');
  });

  it('says why it could not', () => {
    expect(applyPutBackStep({ kind: 'restore-file', path, from: join(folder, 'gone'), digest: md5('shipped'), like })).toBe('ENOENT');
    expect(readFileSync(path, 'utf8')).toBe('shipped');
  });

  it('a folder with its mode, and nothing that lies in its place', () => {
    const make = (name: string) => applyPutBackStep({ kind: 'make-folder', path: join(folder, name), like: { ...like, mode: 0o2750 } });
    const modeOf = (name: string) => lstatSync(join(folder, name)).mode & 0o7777;
    // What a killed one left is made anew.
    mkdirSync(join(folder, 'new.usr-overlay-new'));
    expect([make('new'), make('new/inner')]).toEqual([null, null]);
    expect([modeOf('new'), modeOf('new/inner')]).toEqual([0o2750, 0o2750]);
    // One that is there is somebody's.
    chmodSync(join(folder, 'foo'), 0o711);
    expect([make('foo'), modeOf('foo')]).toEqual([null, 0o711]);
    symlinkSync('/etc', join(folder, 'link'));
    symlinkSync('/gone', join(folder, 'dangling'));
    expect(['foo/foo.conf', 'link', 'dangling', 'link/inner', 'gone/inner'].map(make)).toEqual([CHANGED, CHANGED, CHANGED, 'its folder is a link, or is gone', 'its folder is a link, or is gone']);
    expect(readdirSync(folder).toSorted()).toEqual(['dangling', 'foo', 'link', 'new']);
  });

  it('no folder over what somebody put in the place of the unfinished one', () => {
    const unfinished = join(folder, 'new.usr-overlay-new');
    symlinkSync('foo', unfinished);
    expect(applyPutBackStep({ kind: 'make-folder', path: join(folder, 'new'), like })).toBe('EEXIST');
    rmSync(unfinished);
    mkdirSync(unfinished);
    writeFileSync(join(unfinished, 'secret'), '');
    expect(applyPutBackStep({ kind: 'make-folder', path: join(folder, 'new'), like })).toBe('EEXIST');
    expect(readdirSync(unfinished)).toEqual(['secret']);
  });

  it('a link', () => {
    const link = join(folder, 'link');
    expect(applyPutBackStep({ kind: 'restore-link', path: link, from: '/other', target: '/image' })).toBe(CHANGED);
    expect(applyPutBackStep({ kind: 'restore-link', path: link, from: null, target: '/one' })).toBeNull();
    expect(applyPutBackStep({ kind: 'restore-link', path: link, from: '/one', target: '/two' })).toBeNull();
    expect(readlinkSync(link)).toBe('/two');
  });
});
