import { describe, expect, test } from '@jest/globals';
import { judge } from '../../campaigns/concurrency/judge.ts';
import { judgeLook, judgeTorn, type Image } from '../../campaigns/concurrency/judge-look.ts';
import { roundOf, shellOf, victimOf, type Round } from '../../campaigns/concurrency/rounds.ts';
import type { Look, Seen } from '../../campaigns/concurrency/seen.ts';

type Mounted = Look['mounts'][number];

const mount = (target: string, source: string, fstype: string, options: string): Mounted => ({ target, source, fstype, 'vfs-options': options });
const FOLLOWERS = ['/var/lib/dpkg', '/etc/pam.d'];
const FOLLOWING = [...FOLLOWERS.map((path) => mount(path, 'usr-overlay-follow', 'overlay', 'rw,relatime')), mount('/run/apt-image-based/storage', 'usr-overlay-follow', 'tmpfs', 'rw')];
const USR = mount('/usr', '/dev/vda', 'ext4', 'ro,relatime');
const UNLOCKED = mount('/usr', 'overlay', 'overlay', 'rw,relatime');

const LOCKED: Look = {
  usable: true,
  mounts: [USR],
  ostree: 'none',
  writable: false,
  status: { usr: { writable: false }, usrOverlay: null, followers: [], disagreements: [] },
  statusSaid: '',
  packages: ['base-files 13 ii ', 'tiny-present 1.0 ii '],
  unsound: '',
  programs: ['tiny-present 1.0'],
  left: ['/run/apt-image-based/lock', '/var/lib/apt-image-based/log', '/var/lib/apt-image-based/log/20261123T000000000Z-0a1b2c3d.json'],
  etc: ['d41d8cd98f00b204e9800998ecf8427e  /etc/fstab'],
};
const ON: Look = {
  ...LOCKED,
  mounts: [USR, UNLOCKED, ...FOLLOWING],
  ostree: 'development',
  writable: true,
  status: { usr: { writable: true }, usrOverlay: { backend: 'ostree', accessMode: 'readWrite', persistence: 'transient' }, followers: FOLLOWERS, disagreements: [] },
  packages: [...LOCKED.packages, 'tiny-install 1.0 ii '].sort(),
  programs: ['tiny-install 1.0', 'tiny-present 1.0'],
  left: [...LOCKED.left, '/var/tmp/ostree-unlock-ovl.a1b2c3', '/var/lib/apt-image-based/open', '/var/lib/apt-image-based/open/record.json'],
};
const IMAGE: Image = { locked: LOCKED, overlaid: ON };

test('the image, and the image under one overlay, are right', () => {
  expect(judgeLook(LOCKED, IMAGE)).toEqual([]);
  expect(judgeLook(ON, IMAGE)).toEqual([]);
});

test.each<[string, Look]>([
  ['/usr can be used', { ...LOCKED, usable: false }],
  ['mounts on /usr', { ...ON, mounts: [USR, UNLOCKED, UNLOCKED, ...FOLLOWING] }],
  ['mounts on /usr', { ...ON, mounts: [USR, UNLOCKED, ...FOLLOWING].toSpliced(0, 0, USR) }],
  ['a file can be made in /usr', { ...LOCKED, writable: true }],
  ['a file can be made in /usr', { ...ON, writable: false }],
  ['what follows', { ...ON, mounts: [USR, UNLOCKED, ...FOLLOWING.slice(1)] }],
  ['what follows', { ...LOCKED, mounts: [USR, ...FOLLOWING.slice(0, 1)] }],
  ['ostree admin status', { ...LOCKED, ostree: 'development' }],
  ['ostree admin status', { ...ON, ostree: 'none' }],
  ['status: overlay', { ...ON, status: ON.status && { ...ON.status, usrOverlay: null } }],
  ['status: writable', { ...ON, status: null }],
  ['status: disagreements', { ...LOCKED, status: LOCKED.status && { ...LOCKED.status, disagreements: ['ostree says development'] } }],
  ['dpkg --audit, dpkg -V, apt-get check', { ...ON, unsound: '??5??????   /usr/bin/tiny-install\n' }],
  ['programs against the package database', { ...ON, programs: ['tiny-present 1.0'] }],
  ['programs against the package database', { ...ON, packages: LOCKED.packages }],
  ['programs against the package database', { ...ON, packages: ['base-files 13 ii ', 'tiny-install 1.0 iHR', 'tiny-present 1.0 ii '] }],
  ['packages', { ...LOCKED, packages: ON.packages, programs: ON.programs }],
  ['/etc', { ...LOCKED, etc: [...LOCKED.etc, 'd41d8cd98f00b204e9800998ecf8427e  /etc/tiny-app.conf'] }],
  ['left behind', { ...LOCKED, left: [...LOCKED.left, '/run/apt-image-based/turned-on'] }],
  ['left behind', { ...LOCKED, left: [...LOCKED.left, '/var/lib/apt-image-based/open'] }],
  ['left behind', { ...ON, left: [...ON.left, '/var/lib/apt-image-based/open.new'] }],
  ['layers of ostree', { ...ON, left: [...ON.left, '/var/tmp/ostree-unlock-ovl.d4e5f6'] }],
])('wrong: %s', (what, look) => {
  expect(judgeLook(look, IMAGE).map((line) => line.split(': expected')[0])).toContainEqual(expect.stringMatching(new RegExp(`^${what}: `)));
});

describe('after a kill', () => {
  const half: Look = { ...LOCKED, mounts: [USR, ...FOLLOWING], packages: ['base-files 13 ii ', 'tiny-present 1.0 iHR'], unsound: 'tiny-present' };
  test('followers without their overlay, and what dpkg left in it, are for the next command', () => expect(judgeTorn(half, IMAGE)).toEqual([]));
  test('the database of the image is never torn', () => expect(judgeTorn({ ...half, mounts: [USR] }, IMAGE)).toHaveLength(2));
  test('a conffile that is not put back yet is for the next command', () => {
    const left = { ...LOCKED, unsound: '??5?????? c /etc/tiny-conffile.conf\n' };
    expect(judgeTorn(left, IMAGE)).toEqual([]);
    expect(judgeTorn({ ...left, unsound: `${left.unsound}??5??????   /usr/bin/tiny-present\n` }, IMAGE)).toHaveLength(1);
    expect(judgeLook(left, IMAGE)).toHaveLength(1);
  });
  test('a second overlay is wrong', () => expect(judgeTorn({ ...ON, mounts: [...ON.mounts, UNLOCKED] }, IMAGE)).toHaveLength(1));
  test('no database is wrong', () => expect(judgeTorn({ ...ON, packages: [] }, IMAGE)).toHaveLength(1));
  test('no /usr is wrong', () => expect(judgeTorn({ ...ON, usable: false }, IMAGE)).toHaveLength(1));
});

describe('how actors end', () => {
  const up = { kind: 'overlay', command: 'usr-overlay up', start: 0, kill: null } as const;
  const dpkg = { kind: 'dpkg', command: 'dpkg -r tiny-remove', start: 0, kill: null } as const;
  const apt = { kind: 'apt', command: 'apt-get install tiny-install', start: 0, kill: null } as const;
  const round: Round = { number: 1, actors: [up], recovery: 'up', reset: false };
  const seen = (code: number, said = ''): Seen => ({ actors: [{ code, said }], stuck: [], recovery: { code: 0, said: '' }, reset: null, mended: null, looks: { after: ON, recovered: ON } });
  const of = (actor: Round['actors'][number], code: number, said = ''): string[] => judge({ ...round, actors: [actor] }, seen(code, said), IMAGE);

  test.each([
    [up, 0, ''],
    [up, 75, 'error: another usr-overlay is at work (pid 5, x): try again when it has finished'],
    [dpkg, 2, 'dpkg: error: dpkg frontend lock was locked by another process with pid 7'],
    [apt, 100, 'error: read-only /usr detected, refusing to operate. See `man apt-image-based` for more information.\n'],
    [{ ...apt, kill: { after: 1, whole: true } }, 137, ''],
  ] as const)('allowed: %j, %d %s', (actor, code, said) => expect(of(actor, code, said)).toEqual([]));

  test.each([
    [up, 1, ''],
    [up, 70, 'error: bug in usr-overlay'],
    [up, 71, 'error: umount: target is busy'],
    [up, 137, ''],
    [up, 0, 'TypeError: x is not a function'],
    [up, 0, '    at act (/usr/libexec/usr-overlay:3:14)'],
    [up, 0, 'warning: the record of the overlay cannot be kept: no such file or folder'],
    [dpkg, 1, 'dpkg: error processing package tiny-remove (--remove)'],
    [apt, 100, 'E: Sub-process /usr/bin/dpkg returned an error code (1)'],
  ] as const)('not allowed: %j, %d %s', (actor, code, said) => expect(of(actor, code, said)).not.toEqual([]));

  test('an actor that hangs is wrong, and so is one that nothing is known of', () => {
    expect(judge(round, { ...seen(0), stuck: ['17 usr-overlay up'] }, IMAGE)).toHaveLength(1);
    expect(judge(round, { ...seen(0), actors: [null] }, IMAGE)).toHaveLength(1);
  });

  test('after a kill the next command must do, and a reset must end at the image', () => {
    const killed: Round = { ...round, actors: [{ ...up, kill: { after: 1, whole: false } }] };
    expect(judge(killed, { ...seen(137), recovery: { code: 71, said: '' } }, IMAGE)).toHaveLength(1);
    expect(judge(killed, { ...seen(137), looks: { after: ON, recovered: { ...ON, unsound: 'x' } } }, IMAGE)).toHaveLength(1);
    const reset: Round = { ...round, reset: true };
    const looks = { after: ON, reset: LOCKED };
    expect(judge(reset, { ...seen(0), reset: { code: 0, said: '' }, looks }, IMAGE)).toEqual([]);
    expect(judge(reset, { ...seen(0), reset: { code: 0, said: '' }, looks: { ...looks, reset: ON } }, IMAGE)).toEqual(['reset: an overlay is still on']);
  });
});

test('a seed makes the same rounds again, another one others; two of five with a kill', () => {
  const rounds = (seed: number): Round[] => Array.from({ length: 300 }, (_, index) => roundOf(seed, index));
  expect(rounds(7)).toEqual(rounds(7));
  expect(rounds(8).map(shellOf)).not.toEqual(rounds(7).map(shellOf));
  const killed = rounds(7).filter((round) => victimOf(round)).length;
  expect(killed).toBeGreaterThan(80);
  expect(killed).toBeLessThan(160);
  expect(rounds(7).flatMap(({ actors }) => actors).every(({ command }) => /^[\w ./:=-]+$/.test(command))).toBe(true);
});
