// Where our own overlays store: which directories may be named, what is planned then, and what becomes of it.

import { describe, expect, it } from '@jest/globals';
import { parseMountinfo } from '../../../src/text/mountinfo.ts';
import { planDown } from '../../../src/overlay/plan-down.ts';
import { obstacleToStorage, planStorage, storageInUse } from '../../../src/overlay/plan-storage.ts';
import { planUp } from '../../../src/overlay/plan-up.ts';
import type { UpOptions } from '../../../src/overlay/situation.ts';
import { PLAIN_UP, situation, situationOf, tell } from './situations.ts';

const mountinfo = [
  '20 1 254:0 / / rw shared:1 - ext4 /dev/vda rw',
  '21 20 254:0 /usr /usr ro shared:1 - ext4 /dev/vda rw',
  '30 20 0:30 / /srv/nfs rw shared:2 - nfs4 host:/x rw',
  '31 20 0:31 / /srv/memory rw shared:3 - tmpfs tmpfs rw',
  '32 20 254:1 / /srv/locked ro shared:4 - ext4 /dev/vdb rw',
  '33 20 254:2 / /srv/covered rw shared:5 - ext4 /dev/vdc rw',
  '34 33 0:34 / /srv/covered rw shared:6 - overlay overlay rw,upperdir=/x/upper',
  '35 20 254:3 / /srv/stopped rw shared:7 - xfs /dev/vdd ro',
  '36 20 254:4 / /sysroot ro shared:8 - ext4 /dev/vde rw',
].join('\n');
const place = (path: string) => ({ path, wrong: null });
const suitable = 'an overlay can be stored on ext4, xfs, btrfs, f2fs, bcachefs';
const store = '/srv/disk/apt-image-based-storage';
const native = `40 21 0:40 / /usr rw shared:9 - overlay usr-overlay rw,lowerdir=/usr,upperdir=${store}/usr/upper,workdir=${store}/usr/work`;
const follower = `41 20 0:41 / /var/lib/dpkg rw shared:10 - overlay usr-overlay-follow rw,lowerdir=/var/lib/dpkg,upperdir=${store}/var-lib-dpkg/upper`;
const onDisk: UpOptions = { ...PLAIN_UP, backend: 'native', storage: place('/srv/disk') };

describe('--storage', () => {
  it.each<[string, string | null]>([
    ['/srv/disk', null],
    ['/var/lib/overlay', null],
    ['/var/tmp/x', null],
    ['/', 'is the root directory'],
    ['/usr/local', 'lies in /usr, where no overlay can be stored'],
    ['/run/x', 'lies in /run, where no overlay can be stored'],
    ['/boot', 'lies in /boot, where no overlay can be stored'],
    ['/etc/x', 'lies in /etc, where no overlay can be stored'],
    ['/dev/shm', 'lies in /dev, where no overlay can be stored'],
    ['/sysroot/ostree/repo', 'lies in /sysroot/ostree, where no overlay can be stored'],
    ['/var/lib/dpkg/x', 'lies in /var/lib/dpkg, where no overlay can be stored'],
    ['/sysroot/x', 'lies on a read-only file system'],
    ['/srv/a,b', 'has a character in its name that separates mount options'],
    ['/srv/nfs/x', `lies on nfs4, and ${suitable}`],
    ['/srv/memory', `lies on tmpfs, and ${suitable}`],
    ['/srv/covered/x', `lies on overlay, and ${suitable}`],
    ['/srv/locked', 'lies on a read-only file system'],
    ['/srv/stopped', 'lies on a read-only file system'],
  ])('%s', (path, expected) => {
    expect(obstacleToStorage(place(path), parseMountinfo(mountinfo))).toBe(expected);
  });

  it('is said in the refusal', () => {
    expect(tell(planUp(situationOf({ mountinfo }), { ...onDisk, storage: place('/srv/nfs') }))).toEqual([`refused: storage-refused (/srv/nfs lies on nfs4, and ${suitable})`]);
  });

  it('is refused for what a look at it said', () => {
    const open = { path: '/srv/open', wrong: 'can be changed by others' };
    expect(tell(planUp(situationOf({ mountinfo }), { ...onDisk, storage: open }))).toEqual(['refused: storage-refused (/srv/open can be changed by others)']);
    expect(tell(planUp(situationOf({ mountinfo }), { ...PLAIN_UP, defaultStorage: open }))).toEqual(['refused: storage-misconfigured (/srv/open can be changed by others)']);
  });

  it.each<[string, string, Partial<UpOptions>, string]>([
    ['is taken from the configuration', 'mountinfo', {}, `make ${store} for root alone, and remember it`],
    ['and not where the command line names it', 'mountinfo', { storage: place('tmpfs') }, 'mount a tmpfs for root alone on /run/apt-image-based/storage'],
    ['or limits the memory', 'mountinfo', { size: '1G' }, 'mount a tmpfs for root alone on /run/apt-image-based/storage, of 1G at most'],
    ['or another backend stores', 'trixie-plain-locked', {}, 'mount a tmpfs for root alone on /run/apt-image-based/storage'],
  ])('%s', (_name, host, options, expected) => {
    const where = host === 'mountinfo' ? situationOf({ mountinfo }) : situation(host);
    expect(tell(planUp(where, { ...PLAIN_UP, defaultStorage: place('/srv/disk'), ...options }))[1]).toBe(expected);
  });

  it.each(['tmpfs', '/srv/disk'])('%s is refused where another backend would store', (storage) => {
    expect(tell(planUp(situation('trixie-plain-locked'), { ...PLAIN_UP, storage: place(storage) }))).toEqual(['refused: storage-needs-native (ostree)']);
  });

  it('keeps all layers in one folder of ours', () => {
    expect(tell(planUp(situationOf({ mountinfo }), onDisk)).slice(1, 7)).toEqual([
      `make ${store} for root alone, and remember it`,
      `make upper and work directories in ${store}/var-lib-dpkg, owned and labelled like /var/lib/dpkg`,
      `mount an overlay on /var/lib/dpkg, with its changes in ${store}/var-lib-dpkg`,
      'check that no package manager took its lock in the meantime',
      `make upper and work directories in ${store}/usr, owned and labelled like /usr`,
      `mount an overlay on /usr, with its changes in ${store}/usr`,
    ]);
    expect(tell(planUp(situationOf({ mountinfo }, { candidates: [] }), onDisk))[1]).toBe(`make ${store} for root alone, and remember it`);
  });

  it('cannot be below what follows', () => {
    const candidates = [{ path: '/srv', asked: true }];
    expect(tell(planUp(situationOf({ mountinfo: mountinfo.replaceAll(/^3.*\n?/gm, '') }, { candidates }), onDisk))).toEqual([`refused: follow-refused (/srv holds ${store}, where overlays are stored)`]);
  });

  it('is where a later follower goes too, and changes nothing once an overlay is on', () => {
    const table = `${mountinfo}\n${native}`;
    expect(tell(planUp(situationOf({ mountinfo: table }), onDisk)).slice(0, 2)).toEqual([
      'already-read-write',
      `make upper and work directories in ${store}/var-lib-dpkg, owned and labelled like /var/lib/dpkg`,
    ]);
    expect(tell(planUp(situationOf({ mountinfo: table }), { ...onDisk, storage: place('/srv/other') })).at(-1)).toBe('note: storage-not-changed');
    expect(tell(planUp(situationOf({ mountinfo: table }), { ...onDisk, storage: place('tmpfs') })).at(-1)).toBe('note: storage-not-changed');
  });
});

describe('what is stored on disk', () => {
  it.each<[string, string, string | null]>([
    ['by the overlay on /usr', native, store],
    ['by a follower', follower, store],
    ['in memory', '41 20 0:41 / /run/apt-image-based/storage rw - tmpfs usr-overlay-follow rw', '/run/apt-image-based/storage'],
    ["somebody else's overlay", native.replace(' usr-overlay ', ' overlay '), null],
    ['a folder of another name', native.replaceAll('apt-image-based-storage', 'other'), null],
  ])('is known again: %s', (_name, line, expected) => {
    expect(storageInUse(parseMountinfo(`${mountinfo}\n${line}`))).toBe(expected);
    expect(planStorage(parseMountinfo(`${mountinfo}\n${line}`), null, null).steps).toEqual(expected === null ? [{ kind: 'mount-storage' }] : []);
  });

  it('goes when it is taken off', () => {
    const table = `${mountinfo}\n${native}\n${follower}`;
    expect(tell(planDown(situationOf({ mountinfo: table }, { storageFolders: [store] }))).slice(3, 7)).toEqual([
      'unmount /usr lazily',
      'wait until no package manager is at work',
      'unmount /var/lib/dpkg lazily',
      `remove ${store}`,
    ]);
  });

  it('goes when a reboot left it, before an overlay of any kind and by `down`', () => {
    const left = { storageFolders: [store, '/srv/other/apt-image-based-storage'] };
    expect(tell(planDown(situationOf({ mountinfo }, left))).slice(0, 3)).toEqual(['leftovers-removed', `remove ${store}`, 'remove /srv/other/apt-image-based-storage']);
    expect(tell(planUp(situationOf({ mountinfo }, left), onDisk)).slice(1, 4)).toEqual([`remove ${store}`, 'remove /srv/other/apt-image-based-storage', `make ${store} for root alone, and remember it`]);
    expect(tell(planUp(situation('trixie-plain-locked', left), PLAIN_UP))[1]).toBe(`remove ${store}`);
  });

  it('stays while an overlay that is not taken off writes there', () => {
    const used = native.replace(' usr-overlay ', ' sysext ');
    expect(tell(planDown(situationOf({ mountinfo: `${mountinfo}\n${used.replace(' /usr rw', ' /opt rw')}` }, { storageFolders: [store] })))).toEqual(['nothing-to-take-off']);
  });
});
