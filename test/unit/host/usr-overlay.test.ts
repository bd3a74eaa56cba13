// Which overlay is on /usr, whose it is, and where it is stored.

import { describe, expect, it } from '@jest/globals';
import { parseFacts } from '../../../src/host/facts.ts';
import { deploymentPath, type UsrOverlay } from '../../../src/host/usr-overlay.ts';
import { CHECKSUM, COMPOSEFS, DEPLOYMENT, EROFS, host, HOTFIX, LOCKED, MERGED, OSTREE, overlay, ROOT } from '../mount-lines.ts';

const PATH = `/sysroot/ostree/deploy/debian/deploy/${CHECKSUM}.0`;
const ETC = `31 20 254:0 /ostree/deploy/debian/deploy/${CHECKSUM}.0/etc /etc rw - ext4 /dev/vda rw`;
const STATUS = { 'ostree-admin-status.json': JSON.stringify({ deployments: [{ booted: true, stateroot: 'os', checksum: CHECKSUM, serial: 1 }] }) };
const BY_DESCRIPTOR = overlay('overlay', 'rw', 'lowerdir=usr,upperdir=/proc/self/fd/7');

const known = (backend: UsrOverlay['backend'], upperdir: string | null, more: Partial<UsrOverlay> = {}): UsrOverlay =>
  ({ backend, accessMode: 'readWrite', persistence: 'transient', upperdir, ...more });

describe('the overlay on /usr', () => {
  it.each<[string, string[], UsrOverlay | null]>([
    ['none', [ROOT], null],
    ['none: another file system', [ROOT, EROFS], null],
    ["none: a bind of another overlay's folder", [ROOT, overlay('overlay', 'rw').replace(' / /usr', ' /usr /usr')], null],
    ["ostree's", [DEPLOYMENT, LOCKED, overlay('overlay', 'rw')], known('ostree', '/var/tmp/ostree-unlock-ovl.X/upper')],
    ["ostree's, mounted by a file descriptor", [DEPLOYMENT, LOCKED, BY_DESCRIPTOR], known('ostree', `${PATH.replace('/deploy/aaa', '/backing/aaa')}/usr-transient/upper`)],
    ["ostree's, of a deployment that nobody names", [ROOT, BY_DESCRIPTOR], known('ostree', null)],
    ['a hotfix', [DEPLOYMENT, LOCKED, HOTFIX], known('ostree', `${PATH}/.usr-ovl-upper`, { persistence: 'persistent' })],
    ['a hotfix, of a deployment that nobody names', [ROOT, HOTFIX], known('ostree', null, { persistence: 'persistent' })],
    ['a hotfix as the initramfs mounts it', [DEPLOYMENT, overlay('overlay', 'rw', 'lowerdir=/sysroot.tmp/usr,upperdir=.usr-ovl-upper')], known('ostree', `${PATH}/.usr-ovl-upper`, { persistence: 'persistent' })],
    ["bootc's, layers given by descriptors", [COMPOSEFS, overlay('transient', 'rw', 'lowerdir+=/usr,upperdir=/upper,workdir=/work')], known('bootc', null)],
    ["bootc's, layers given by strings", [COMPOSEFS, overlay('transient', 'rw', 'lowerdir=/proc/self/fd/4,upperdir=/proc/self/fd/5,workdir=/proc/self/fd/6')], known('bootc', null)],
    ['our own', [ROOT, overlay('usr-overlay', 'rw', 'upperdir=/run/x')], known('native', '/run/x')],
    ["somebody's", [ROOT, overlay('overlay', 'rw', 'lowerdir=usr')], known('unknown', null)],
    ["somebody's, by a file descriptor", [DEPLOYMENT, overlay('overlay', 'rw', 'lowerdir=/usr,upperdir=/proc/self/fd/7')], known('unknown', null, { persistence: null })],
    ['a merge', [ROOT, MERGED], known('sysext', null, { accessMode: 'readOnly' })],
    ['a merge that is gone at reboot', [ROOT, overlay('sysext', 'rw', 'upperdir=/run/x')], known('sysext', '/run/x')],
    ['a merge that writes to disk', [ROOT, overlay('sysext', 'rw', 'upperdir=/var/lib/x')], known('sysext', '/var/lib/x', { persistence: 'persistent' })],
    ['a merge that writes to a /var in memory', [ROOT, '35 20 0:35 / /var rw - tmpfs tmpfs rw', overlay('sysext', 'rw', 'upperdir=/var/lib/x')], known('sysext', '/var/lib/x')],
    ['a transient root', [COMPOSEFS.replace('ro - overlay composefs:digest ro', 'rw - overlay composefs:digest rw,upperdir=/run/x')], known('bootc', '/run/x')],
    ["a container's root", [ROOT.replace('ext4 /dev/vda rw', 'overlay overlay rw,lowerdir=/var/lib/docker/overlay2/l/A,upperdir=/var/lib/docker/overlay2/x/diff')], null],
    ['a disk that is named composefs', [ROOT.replace('/dev/vda rw', 'composefs rw,upperdir=/x')], null],
    ['a composefs root', [COMPOSEFS], null],
  ])('%s', (_, lines, expected) => {
    expect(host(lines).usrOverlay).toEqual(expected);
  });

  it("on a transient root of ostree's is ostree's", () => {
    expect(host([COMPOSEFS.replace('digest ro', 'digest rw,upperdir=/run/x')], OSTREE).usrOverlay?.backend).toBe('ostree');
  });
});

describe('the deployment folder', () => {
  it.each<[string, string | null, string, object]>([
    ['the root mount', PATH, DEPLOYMENT, STATUS],
    ["ostree's word", PATH.replace('/debian/', '/os/').replace('.0', '.1'), COMPOSEFS, STATUS],
    ["ostree's word, as a folder below a deployment is none", PATH.replace('/debian/', '/os/').replace('.0', '.1'), DEPLOYMENT.replace('.0 ', '.0/usr '), STATUS],
    ['the root mount, of the tenth deployment', PATH.replace('.0', '.10'), DEPLOYMENT.replace('.0 ', '.10 '), {}],
    ['the mount on /etc, on composefs', PATH, `${COMPOSEFS}\n${ETC}`, STATUS],
    ["ostree's word, where /etc is another's", PATH.replace('/debian/', '/os/').replace('.0', '.1'), `${COMPOSEFS}\n${ETC.replace(/\/ostree\S+/, '/data/etc')}`, STATUS],
    ['the root mount, where /etc is another\'s', PATH, `${DEPLOYMENT}\n${ETC.replace(/\/ostree\S+/, '/data/etc')}`, STATUS],
    ['nothing', null, COMPOSEFS, {}],
    ['no mount table', null, '', {}],
  ])('from %s', (_, expected, line, more) => {
    expect(deploymentPath(parseFacts({ mountinfo: line, ...more }))).toBe(expected);
  });
});
