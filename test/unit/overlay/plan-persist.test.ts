// Where a persistent overlay can be, what `up --persist` does there, and what `up` and `down` do about one.
import { describe, expect, it } from '@jest/globals';
import type { Evidence } from '../../../src/host/evidence.ts';
import { planDown } from '../../../src/overlay/plan-down.ts';
import { planUp } from '../../../src/overlay/plan-up.ts';
import type { Situation } from '../../../src/overlay/situation.ts';
import { CHECKSUM, COMPOSEFS, DEPLOYMENT, EROFS, HOTFIX, LOCKED, MERGED, OSTREE, overlay, REMOUNTED, ROOT } from '../mount-lines.ts';
import { PLAIN_UP, situationOf, tell } from './situations.ts';

const ETC = `50 20 254:0 /ostree/deploy/debian/deploy/${CHECKSUM}.0/etc /etc rw - ext4 /dev/vda rw`;
const VAR = '51 20 254:0 /ostree/deploy/debian/var /var rw - ext4 /dev/vda rw';
const TMPFS_VAR = '51 20 0:60 / /var rw - tmpfs tmpfs rw';
const UPPER = 'lowerdir=/usr,upperdir=/var/lib/apt-image-based/persistent/layers/usr/upper';
const ON = overlay('usr-overlay', 'rw', UPPER);
const DPKG = '60 51 0:61 / /var/lib/dpkg rw - overlay usr-overlay-follow rw,lowerdir=/var/lib/dpkg,upperdir=/var/lib/apt-image-based/persistent/layers/var-lib-dpkg/upper';
const OVER = '41 40 0:70 / /usr rw - overlay overlay rw,lowerdir=usr,upperdir=/var/tmp/ostree-unlock-ovl.X/upper';
const HOST = [DEPLOYMENT, LOCKED, ETC, VAR];

function find(lines: string[], changes: Partial<Situation> = {}, evidence: Evidence = OSTREE): Situation {
  return situationOf({ mountinfo: lines.join('\n'), environment: 'ostree=yes\ndatabases=/var/lib/dpkg\n', ...evidence }, changes);
}

const up = (situation: Situation, persist = true): string[] => tell(planUp(situation, { ...PLAIN_UP, persist }));
const MOUNTS = [
  'mounted-persistent',
  'make /var/lib/apt-image-based/persistent for root alone, and write down which image /usr is from',
  'make upper and work directories in /var/lib/apt-image-based/persistent/layers/var-lib-dpkg, owned and labelled like /var/lib/dpkg',
  'make upper and work directories in /var/lib/apt-image-based/persistent/layers/usr, owned and labelled like /usr',
  'mount an overlay on /var/lib/dpkg, with its changes in /var/lib/apt-image-based/persistent/layers/var-lib-dpkg',
  'mount an overlay on /usr, with its changes in /var/lib/apt-image-based/persistent/layers/usr',
  'check that no package manager took its lock in the meantime',
  'verify that /usr is writable and followed by /var/lib/dpkg',
  'make each boot of this image mount these overlays again',
  'tell systemd to reload its units',
];

describe('up --persist', () => {
  it.each<[string, Situation, string[]]>([
    ['an ostree host', find(HOST), MOUNTS],
    ['composefs', find([COMPOSEFS, ETC, VAR]), MOUNTS],
    ['a plain host', find([ROOT, EROFS], {}, {}), MOUNTS],
    ['it is on', find([...HOST, ON, DPKG], { persistent: { parked: null } }), ['already-persistent']],
    ['a host without a lock on /usr', find([ROOT], {}, {}), ['already-writable']],
    ['a transient overlay', find([...HOST, overlay('overlay', 'rw')]), ['refused: persist-over-overlay']],
    ['a hotfix', find([...HOST, HOTFIX]), ['refused: persist-over-overlay']],
    ['a merged extension', find([...HOST, MERGED]), ['refused: sysext-merged']],
    ['a container', find([ROOT, EROFS], {}, { environment: 'container=lxc' }), ['refused: container']],
    ['a live system', find([ROOT, EROFS], {}, { cmdline: 'boot=live' }), ['refused: persist-live']],
    ['root.transient', find([`${COMPOSEFS.replaceAll('ro', 'rw')},upperdir=/x`, VAR]), ['refused: persist-on-overlay-root']],
    ['a deployment that was remounted', find([DEPLOYMENT, REMOUNTED, ETC, VAR]), ['refused: persist-deployment-writable']],
    ['/var in memory', find([DEPLOYMENT, LOCKED, ETC, TMPFS_VAR]), ['refused: persist-storage (/var/lib/apt-image-based/persistent lies on tmpfs, and the layers need a local ext4, xfs, btrfs)']],
    ['a read-only /var', find([DEPLOYMENT, LOCKED, ETC, VAR.replaceAll('rw', 'ro')]), ['refused: persist-storage (/var/lib/apt-image-based/persistent lies on a read-only file system)']],
    ['/etc in memory', find([DEPLOYMENT, LOCKED, '50 20 0:60 / /etc rw - tmpfs tmpfs rw', VAR]), ['refused: persist-etc-transient']],
    ['nobody would mount it', find(HOST, { bootUnit: false }), ['refused: persist-no-unit']],
    ['a mount below /usr', find([...HOST, '55 30 8:1 / /usr/local rw - ext4 /dev/sdb1 rw']), ['refused: persist-mounts-below (/usr/local)']],
    ['no overlayfs', find(HOST, {}, { ...OSTREE, environment: 'overlayfs=no' }), ['refused: no-overlayfs']],
    ['apt at work', find(HOST, { packageManager: 'pid 7, apt' }), ['refused: package-manager-running (pid 7, apt)']],
    ['parked, of another image', find(HOST, { persistent: { parked: { reason: 'other-image', image: 'x', detail: null } } }), ['refused: persist-parked']],
    ['parked after failed boots', find(HOST, { persistent: { parked: { reason: 'boots-failed', image: 'x', detail: null } } }), ['persistent-at-next-boot', 'let the next boot try the persistent overlay again']],
  ])('%s', (_name, situation, expected) => {
    expect(up(situation)).toEqual(expected);
  });
});

const STORED = { persistent: { parked: null } };
const PARKED = { persistent: { parked: { reason: 'other-image', image: 'x', detail: null } as const } };
const END = ['verify that the overlay is off', 'remove what no boot mounts from /var/lib/apt-image-based/persistent', 'tell systemd to reload its units'];
const OFF = 'make no boot mount the persistent overlay any more';
const LOOK = ['check that no package manager is at work', 'check that no other process uses the overlay'];

const OTHER = { image: { kind: 'ostree', value: 'a', name: 'Debian' }, folders: [{ on: '/usr', layers: 'usr' }] } as const;

describe('up --persist --renew', () => {
  const renew = (persistent: Situation['persistent']): string[] => tell(planUp(find(HOST, { persistent }), { ...PLAIN_UP, persist: true, renew: true }));
  it('makes layers of its own beside those that are parked', () => {
    expect(renew({ ...PARKED.persistent, stored: [OTHER] })).toEqual(MOUNTS.map((line) => line.replaceAll('/layers/', '/layers-2/')));
  });
  it('is refused where nothing is parked, or it belongs to this image', () => {
    expect([renew(null), renew({ parked: { reason: 'boots-failed', image: 'x', detail: null } })]).toEqual([['refused: renew-nothing'], ['refused: renew-same-image']]);
  });
});

describe('up --persist --storage', () => {
  const DISK = '52 20 8:17 / /srv/disk rw - ext4 /dev/sdb1 rw';
  const store = (path: string, lines: string[] = [], changes: Partial<Situation> = {}): string[] => tell(planUp(find([...HOST, DISK, ...lines], changes), { ...PLAIN_UP, persist: true, storage: { path, wrong: path === '/srv/open' ? 'is not safe' : null } }));
  const [outcome, ...steps] = MOUNTS;
  it('mounts the folder first', () => {
    expect(store('/srv/disk')).toEqual([outcome, 'make /srv/disk/apt-image-based-persistent for root alone, and mount it on /var/lib/apt-image-based/persistent, now and at each boot', ...steps]);
  });
  it('helps where the usual place cannot be used', () => {
    expect(store('/srv/disk', ['53 51 0:60 / /var/lib rw - tmpfs tmpfs rw'])[0]).toBe('mounted-persistent');
  });
  it.each<[string, string[], string]>([
    ['tmpfs', [], 'memory is empty after a reboot: name a folder on a disk'],
    ['/srv/net', ['54 20 0:70 / /srv/net rw - nfs4 server:/x rw'], '/srv/net lies on nfs4, and the layers need a local ext4, xfs, btrfs'],
    ['/srv/f2fs', ['54 20 8:33 / /srv/f2fs rw - f2fs /dev/sdc1 rw'], '/srv/f2fs lies on f2fs, and the layers need a local ext4, xfs, btrfs'],
    ['/srv/memory', ['54 20 0:70 / /srv/memory rw - tmpfs tmpfs rw'], '/srv/memory is empty after a reboot'],
    ['/srv/open', [], '/srv/open is not safe'],
    ['/srv/disk', [DISK.replaceAll('rw', 'ro').replace('52 ', '54 ')], '/srv/disk lies on a read-only file system'],
    ['/etc', [], '/etc lies in /etc, where no overlay can be stored'],
    ['/srv/disk', ['55 51 8:49 / /var/lib/apt-image-based/persistent rw - ext4 /dev/sdd1 rw'], 'a file system of its own is mounted on /var/lib/apt-image-based/persistent, and holds the layers: leave out `--storage`'],
  ])('%s, %j', (path, lines, why) => {
    expect(store(path, lines)).toEqual([`refused: storage-refused (${why})`]);
  });
  it('says where it has no effect', () => {
    expect(planUp(find([...HOST, DISK, ON, DPKG], STORED), { ...PLAIN_UP, persist: true, storage: { path: '/srv/disk', wrong: null } })).toMatchObject({ outcome: 'already-persistent', notes: [{ kind: 'storage-not-changed' }] });
    expect(planUp(find([...HOST, DISK, ON, DPKG], { persistent: { parked: null, elsewhere: '/srv/disk/apt-image-based-persistent' } }), { ...PLAIN_UP, persist: true, storage: { path: '/srv/disk', wrong: null } })).toMatchObject({ notes: [] });
  });
});

describe('down --parked', () => {
  const parked = (situation: Situation): string[] => tell(planDown(situation, { holders: [], lazy: false, units: [], stop: false, parked: true }));
  const REMOVE = 'remove what no boot mounts from /var/lib/apt-image-based/persistent';
  it.each<[string, Situation, string[]]>([
    ['nothing is stored', find(HOST), ['no-parked']],
    ['one alone, and it is on', find([...HOST, ON, DPKG], { persistent: { parked: null, stored: [OTHER] } }), ['no-parked']],
    ['one waits beside that which is on', find([...HOST, ON, DPKG], { persistent: { parked: null, stored: [OTHER, OTHER] } }), ['parked-discarded', 'make no boot mount the persistent overlays of other images any more', REMOVE]],
    ['none is on', find([...HOST, overlay('overlay', 'rw')], PARKED), ['persistent-discarded', OFF, REMOVE]],
  ])('%s', (_name, situation, expected) => {
    expect(parked(situation)).toEqual(expected);
  });
});

describe('down', () => {
  it.each<[string, Situation, string[]]>([
    ['it is on', find([...HOST, ON, DPKG], STORED), ['persistent-taken-off', ...LOOK, OFF, 'unmount /usr lazily', 'wait until no package manager is at work', 'unmount /var/lib/dpkg lazily', ...END]],
    ['it is parked, on another disk', find(HOST, { persistent: { ...PARKED.persistent, elsewhere: '/srv/x/apt-image-based-persistent' } }), ['persistent-discarded', OFF, ...END.slice(0, 2), 'unmount /var/lib/apt-image-based/persistent, and let no boot mount it', ...END.slice(2)]],
    ['it is parked', find(HOST, PARKED), ['persistent-discarded', OFF, ...END]],
    ['it is parked, and a transient overlay is on: that alone goes', find([...HOST, overlay('overlay', 'rw')], PARKED), ['taken-off', ...LOOK, 'unmount /usr lazily', 'verify that the overlay is off', 'tell systemd to reload its units']],
    ['it is hidden: what hides it goes alone', find([...HOST, ON, OVER, DPKG], STORED), ['uncovered', ...LOOK, 'unmount /usr lazily', 'verify that the overlay is off', 'tell systemd to reload its units']],
  ])('%s', (_name, situation, expected) => {
    expect(tell(planDown(situation))).toEqual(expected);
  });
});

it('up leaves one alone, and says where another overlay hides it', () => {
  expect(up(find([...HOST, ON, DPKG], STORED), false)).toEqual(['already-persistent']);
  expect(planUp(find([...HOST, ON, OVER, DPKG], STORED), PLAIN_UP)).toMatchObject({ outcome: 'already-read-write', notes: [{ kind: 'persistent-hidden' }] });
});
