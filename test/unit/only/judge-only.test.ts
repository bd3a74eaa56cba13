// Which folders get an overlay of their own on which hosts, and what is said of the others.
import { describe, expect, it } from '@jest/globals';
import { parseFacts } from '../../../src/host/facts.ts';
import { judgeOnly, judgeRemoval, type Look, type OnlySituation } from '../../../src/only/judge-only.ts';
import { parseMountinfo } from '../../../src/text/mountinfo.ts';
import { CHECKSUM, COMPOSEFS, DEPLOYMENT, EROFS, LOCKED, MERGED, overlay, READ_ONLY_ROOT, ROOT } from '../mount-lines.ts';

const VAR = '51 20 254:0 /ostree/deploy/debian/var /var rw - ext4 /dev/vda rw';
const ETC = `50 20 254:0 /ostree/deploy/debian/deploy/${CHECKSUM}.0/etc /etc rw - ext4 /dev/vda rw`;
const HOST = [DEPLOYMENT, LOCKED, ETC, VAR];
const ON_LOCAL = '70 30 0:70 / /usr/local rw - overlay usr-overlay-only rw,lowerdir=/usr/local,upperdir=/run/apt-image-based/only/usr-local/upper';

const look = (path: string, changes: Partial<Look> = {}): Look => ({ path, real: path, isThere: true, nearest: '/usr', weak: null, writable: false, ...changes });
const on = (lines: string[], changes: Partial<OnlySituation> = {}, evidence = {}): OnlySituation => ({
  facts: parseFacts({ mountinfo: lines.join('\n'), 'ostree-booted': '', ...evidence }),
  mounts: parseMountinfo(lines.join('\n')),
  programs: ['/usr/libexec/apt-image-based'],
  unit: true,
  persist: false,
  ...changes,
});
const say = (asked: Look, situation = on(HOST)): string => {
  const answer = judgeOnly(asked, situation);
  return typeof answer === 'string' ? answer : answer === null ? 'mounts' : `${answer.exitCode} ${answer.line}`;
};

describe('a folder', () => {
  it.each([
    ['/usr/local', 'mounts'],
    ['/usr/local/bin', 'mounts'],
    ['/usr/lib/firmware', 'mounts'],
    ['/usr/share/fonts', 'mounts'],
    ['/opt', 'mounts'],
    ['/opt/vendor', 'mounts'],
    ['/usr', 'all of /usr'],
    ['/', 'neither in /usr nor in /opt'],
    ['/usrlocal', 'neither in /usr nor in /opt'],
    ['/optional', 'neither in /usr nor in /opt'],
    ['/var/lib/dpkg', 'neither in /usr nor in /opt'],
    ...['bin', 'sbin', 'lib', 'lib64', 'libexec', 'share', 'etc', 'include', 'lib/aarch64-linux-gnu', 'lib/systemd'].map((name) => [`/usr/${name}`, 'holds what packages install'] as const),
    ['/usr/lib/sysimage', 'holds a package database'],
    ['/usr/lib/sysimage/rpm', 'holds a package database'],
    ['/usr/libexec/apt-image-based', 'holds this program'],
    ['/usr/local/a,b', 'has a character in its name'],
  ])('%s', (path, words) => {
    expect(say(look(path))).toContain(words);
  });

  it.each<[string, Partial<Look>, string]>([
    ['is not there', { real: null, isThere: false, nearest: '/usr/share' }, '64 --only: /usr/local is not there, and it cannot be made in a read-only /usr/share; the image has to bring it'],
    ['is a file', { real: null }, '64 --only: /usr/local is not a folder'],
    ['is a link to what is writable', { real: '/var/usrlocal', writable: true }, '64 --only: /usr/local leads through a link to /var/usrlocal, which is writable already'],
    ['is a link', { real: '/opt/local' }, '64 --only: /usr/local leads through a link to /opt/local, which is to be named instead if it lies in /usr or /opt'],
    ['could be exchanged', { weak: '/usr' }, '69 /usr/local could be replaced by users other than root, in /usr'],
  ])('that %s', (_, changes, words) => {
    expect(say(look('/usr/local', changes))).toBe(words);
  });
});

describe('a host', () => {
  const NATIVE = overlay('usr-overlay', 'rw', 'lowerdir=/usr,upperdir=/run/apt-image-based/storage/usr/upper');
  it.each<[string, OnlySituation, Partial<Look>, string]>([
    ['composefs', on([COMPOSEFS, ETC, VAR]), {}, 'mounts'],
    ['erofs', on([ROOT, EROFS]), {}, 'mounts'],
    ['a read-only root', on([READ_ONLY_ROOT]), {}, 'mounts'],
    ['sysext', on([...HOST, MERGED]), {}, 'mounts'],
    ['sysext on composefs', on([COMPOSEFS, ETC, VAR, MERGED.replace('40 30', '40 20')]), {}, '69 /usr/local lies on two overlays already, and the kernel allows no third'],
    ['its own already', on([...HOST, ON_LOCAL]), { writable: true }, 'already'],
    ['an overlay on all of /usr', on([...HOST, NATIVE]), { writable: true }, '69 an overlay is on all of /usr; first run: `usr-overlay down`'],
    ['a mount below', on([...HOST, ON_LOCAL.replace('/usr/local rw', '/usr/local/lib rw')]), {}, '69 something is mounted on /usr/local/lib, which an overlay on /usr/local would hide'],
    ['writable', on([ROOT]), { writable: true }, '69 /usr/local is writable already'],
    ['a container', on([ROOT], {}, { environment: 'container=yes' }), {}, '69 this is a container or an image build: write to the folder when the image is built'],
  ])('%s', (_, situation, changes, words) => {
    expect(say(look('/usr/local', changes), situation)).toBe(words);
  });

  it('below its own overlay', () => {
    expect(say(look('/usr/local/bin', { writable: true }), on([...HOST, ON_LOCAL]))).toBe('69 /usr/local/bin is writable already, through the overlay on /usr/local');
  });

  it('an overlay on all of /usr keeps what it covers from being taken off, and a system extension does not', () => {
    expect(judgeRemoval(on([...HOST, NATIVE]))?.line).toBe('an overlay is on all of /usr; first run: `usr-overlay down`');
    expect(judgeRemoval(on([...HOST, MERGED]))).toBeNull();
  });
});

describe('for good', () => {
  const persist = { persist: true };
  it.each<[string, OnlySituation, string]>([
    ['ostree', on(HOST, persist), 'mounts'],
    ['no unit', on(HOST, { ...persist, unit: false }), '69 nothing would mount the overlay at the next boot'],
    ['/var in memory', on([DEPLOYMENT, LOCKED, '51 20 0:60 / /var rw - tmpfs tmpfs rw'], persist), '69 a persistent overlay cannot be stored: /var/lib/apt-image-based/only lies on tmpfs'],
    ['/var read-only', on([DEPLOYMENT, LOCKED, VAR.replaceAll('rw', 'ro')], persist), '69 a persistent overlay cannot be stored: /var/lib/apt-image-based/only lies on a read-only file system'],
  ])('%s', (_, situation, words) => {
    expect(say(look('/usr/local'), situation)).toContain(words);
  });
});
