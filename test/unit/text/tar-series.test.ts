// The control archives of .debs: members of ar(5), and tar archives one after the other.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { findMember } from '../../../src/text/ar.ts';
import { filesInSeries } from '../../../src/text/tar-series.ts';

const folder = mkdtempSync(join(tmpdir(), 'series-'));
afterAll(() => rmSync(folder, { recursive: true }));

function tar(files: Record<string, string>): Buffer {
  const at = mkdtempSync(join(folder, 'tar-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text);
  return execFileSync('tar', ['-C', at, '-c', '.']);
}

it('archives that follow each other are taken apart', () => {
  const [one, two] = [{ control: 'Package: a\n', md5sums: 'x'.repeat(700), empty: '' }, { control: 'Package: b\n' }];
  expect(filesInSeries(Buffer.concat([tar(one), tar(two)])).map((files) => Object.fromEntries(files))).toEqual([one, two]);
  expect(filesInSeries(Buffer.alloc(0))).toEqual([]);
});

it('a .deb names its members', () => {
  mkdirSync(join(folder, 'deb/DEBIAN'), { recursive: true });
  writeFileSync(join(folder, 'deb/DEBIAN/control'), 'Package: a\nVersion: 1\nArchitecture: all\nMaintainer: x <x@example.org>\nDescription: x\n');
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', join(folder, 'deb'), join(folder, 'a.deb')]);
  const deb = execFileSync('cat', [join(folder, 'a.deb')]);
  const member = findMember(deb, /^control\.tar/);
  expect(member?.name).toBe('control.tar');
  expect(filesInSeries(deb.subarray(member?.at, (member?.at ?? 0) + (member?.size ?? 0)))[0]?.get('control')).toContain('Package: a');
  expect(findMember(deb, /^other/)).toBeNull();
  expect(findMember(Buffer.from('no archive'), /./)).toBeNull();
});
