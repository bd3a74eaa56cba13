// What the campaign of power cuts calls wrong, and what it does not.
import { expect, it } from '@jest/globals';
import { judgeBoot } from '../../campaigns/cuts/judge-boot.ts';

const IMAGE = 'bash 5.2 ii \ndpkg 1.22 ii \n';
const OFF = { 'boot.code': '0\n', 'put-back.code': '0\n', usable: '0\n', 'status.code': '0\n', 'packages.code': '0\n', on: '0\n', enabled: '0\n', mounts: '0\n', packages: IMAGE, audit: '' };
const ON = { ...OFF, on: '1\n', enabled: '1\n', mounts: '7\n', packages: `${IMAGE}tiny-install 1.0 ii \n`, 'audit.mended': '' };

it.each<[string, Record<string, string>, number, string | null]>([
  ['the plain image', OFF, 0, null],
  ['the whole overlay', ON, 0, null],
  ['a package that dpkg mended', { ...ON, audit: 'tiny-install is half-installed' }, 0, null],
  ['what dpkg could not mend', { ...ON, 'audit.mended': 'tiny-install' }, 0, 'dpkg could not mend it'],
  ['a boot that failed', { ...OFF, 'boot.code': '71', boot: 'error: why' }, 0, 'boot.code is 71: error: why'],
  ['a look that was not come to', { ...OFF, usable: '' }, 0, 'usable is missing'],
  ['a fault of ours', { ...OFF, 'put-back': 'a bug in usr-overlay' }, 0, 'a bug'],
  ['one that no boot would mount', { ...ON, enabled: '0' }, 0, 'no boot would mount it'],
  ['one that is not mounted', { ...OFF, enabled: '1', boot: 'why' }, 0, 'it is to be mounted, and is not: why'],
  ['one that two boots did not bring up', { ...OFF, enabled: '1', status: '"reason": "boots-failed"' }, 2, null],
  ['one that one boot did not bring up', { ...OFF, enabled: '1', status: '"reason": "boots-failed"' }, 1, 'it is to be mounted, and is not'],
  ['followers alone', { ...OFF, mounts: '6' }, 0, 'followers without an overlay'],
  ['a plain host with other packages', { ...OFF, packages: `${IMAGE}tiny-install 1.0 ii \n` }, 0, "packages are not the image's"],
  ['a torn database of the image', { ...OFF, audit: 'bash is half-installed' }, 0, 'torn'],
  ['an overlay whose database lost a package', { ...ON, packages: 'bash 5.2 ii \n' }, 0, "not in the overlay's database: dpkg"],
])('%s', (_name, files, bootCuts, expected) => {
  const wrong = judgeBoot(new Map(Object.entries(files)), IMAGE, bootCuts);
  expect(wrong).toEqual(expected === null ? [] : [expect.stringContaining(expected)]);
});
