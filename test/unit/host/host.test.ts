// What a host is, by its mount table and the few other signs.

import { describe, expect, it } from '@jest/globals';
import type { Evidence } from '../../../src/host/evidence.ts';
import type { Host } from '../../../src/host/host.ts';
import { COMPOSEFS, DEPLOYMENT, EROFS, host, LOCKED, OSTREE, overlay, READ_ONLY_ROOT, REMOUNTED, ROOT, STOPPED_ROOT, UNLOCKED } from '../mount-lines.ts';

const UNLOCKED_LINES = [DEPLOYMENT, LOCKED, overlay('overlay', 'rw')];
const bootc = (image: object | null) => ({ 'bootc-status.json': JSON.stringify({ kind: 'BootcHost', spec: { image }, status: { booted: {} } }) });

describe('/usr', () => {
  it.each<[string, string[], Evidence, Host['usr']]>([
    ['is served from the root', [ROOT], {}, { writable: true, mountPoint: '/', fsType: 'ext4' }],
    ['is a mount of its own', [ROOT, EROFS], {}, { writable: false, mountPoint: '/usr', fsType: 'erofs' }],
    ['is known to access(2) alone', [''], { environment: 'usr-access=writable' }, { writable: true, mountPoint: null, fsType: null }],
    ['is read-only by the word of access(2) alone', [''], { environment: 'usr-access=read-only' }, { writable: false, mountPoint: null, fsType: null }],
    ['is unknown', [''], {}, { writable: null, mountPoint: null, fsType: null }],
  ])('%s', (_, lines, more, expected) => {
    expect(host(lines, more).usr).toEqual(expected);
  });

  it.each<[boolean | null, string[]]>([
    [null, [ROOT]],
    [true, [ROOT, EROFS]],
    [false, [READ_ONLY_ROOT, EROFS]],
    [false, UNLOCKED_LINES],
    [true, [READ_ONLY_ROOT, REMOUNTED, overlay('overlay', 'rw')]],
  ])('below the top mount it is writable: %s (%#)', (expected, lines) => {
    expect(host(lines).writableBelow).toBe(expected);
  });

  it.each<[number, string, string[]]>([
    [0, 'no overlay', [ROOT]],
    [1, 'a composefs root', [COMPOSEFS]],
    [2, 'an overlay on it', [COMPOSEFS, overlay('usr-overlay', 'rw', 'lowerdir=/usr,upperdir=/run/x')]],
    [1, "ostree's, over the checkout on the disk", [COMPOSEFS, overlay('overlay', 'rw')]],
    [1, 'a bind of an overlay', [COMPOSEFS, overlay('x', 'rw', 'lowerdir=/y').replace(' / /usr', ' /usr /usr')]],
    [0, 'another file system on it', [COMPOSEFS, EROFS]],
  ])('overlayfs is %i deep: %s', (depth, _, lines) => {
    expect(host(lines).overlayDepth).toBe(depth);
  });
});

describe('the kernel stopped writing after an error', () => {
  it.each<[boolean, string, string[], Evidence]>([
    [true, 'ext4', [STOPPED_ROOT], {}],
    [true, 'btrfs', [STOPPED_ROOT.replace('ext4', 'btrfs')], {}],
    [false, 'a file system that never writes', [ROOT, EROFS], {}],
    [false, 'a name that only begins like one', [STOPPED_ROOT.replace('ext4', 'ext4dev')], {}],
    [false, 'a name that only ends like one', [STOPPED_ROOT.replace('ext4', 'fuse.btrfs')], {}],
    [false, "an administrator's remount", [READ_ONLY_ROOT], {}],
    [false, 'access(2) says that it can be written', [STOPPED_ROOT], { environment: 'usr-access=writable' }],
    [false, 'no mount table', [''], { environment: 'usr-access=read-only' }],
  ])('%s: %s', (expected, _, lines, more) => {
    expect(host(lines, more).stoppedAfterError).toBe(expected);
  });
});

it('an overlay elsewhere, or a state file, says nothing where /usr has one', () => {
  const both = { ...OSTREE, ...UNLOCKED, 'mountinfo-pid1': UNLOCKED_LINES.join('\n') };
  expect(host(UNLOCKED_LINES, both)).toMatchObject({ unlockedElsewhere: false, staleUnlock: false });
  expect(host([DEPLOYMENT, LOCKED], both)).toMatchObject({ unlockedElsewhere: true, staleUnlock: true });
});

it('man, sudo and overlayfs are taken for granted until the host says no', () => {
  expect(host([ROOT])).toMatchObject({ man: true, sudo: true, overlayfs: true });
  expect(host([ROOT], { environment: 'man=no\nsudo=no\noverlayfs=no' })).toMatchObject({ man: false, sudo: false, overlayfs: false });
});

describe('the environment', () => {
  it.each<[Host['environment'], Evidence]>([
    ['host', {}],
    ['container', { environment: 'container=docker' }],
    ['build', { environment: 'container=buildah-1.4' }],
    ['container', { environment: 'container=my-buildah' }],
    ['build', { environment: 'chroot=yes' }],
    ['live', { cmdline: 'quiet boot=live' }],
    ['live', { cmdline: 'boot=casper' }],
    ['live', { cmdline: 'BOOT_IMAGE=/casper/vmlinuz layerfs-path=minimal.squashfs --- quiet' }],
    ['live', { cmdline: 'BOOT_IMAGE=(cd0)/live/vmlinuz quiet' }],
    ['host', { cmdline: 'BOOT_IMAGE=/boot/casper/vmlinuz root=/dev/vda' }],
    ['live', { cmdline: 'rd.live.image' }],
    ['live', { cmdline: 'rd.live.overlay' }],
    ['live', { cmdline: 'rd.live.overlay=/dev/sda1' }],
    ['host', { cmdline: 'overlayroot=tmpfs' }],
    ['host', { cmdline: 'systemd.volatile=overlay', environment: 'volatile-root=yes' }],
    ['host', { cmdline: 'systemd.volatile=state overlayroot=disabled noboot=live boot=livelier' }],
  ])('is %s with %j', (expected, more) => {
    expect(host([ROOT], more).environment).toBe(expected);
  });

  it('is a container without a mount table, too', () => {
    expect(host([''], { environment: 'container=docker' }).environment).toBe('container');
  });
});

describe('the image manager', () => {
  it.each<[Host['imageManager'], string, string[], Evidence]>([
    ['ostree', 'an ostree deployment', [DEPLOYMENT], OSTREE],
    ['bootc', 'bootc is installed on it', [DEPLOYMENT], { ...OSTREE, environment: 'bootc=yes' }],
    ['ostree', 'bootc is installed, and the deployment comes from no image', [DEPLOYMENT], { ...OSTREE, environment: 'bootc=yes', origin: '[origin]\nrefspec=debian/os\n' }],
    ['bootc', 'bootc is installed, and the deployment comes from an image', [DEPLOYMENT], { ...OSTREE, environment: 'bootc=yes', origin: '[origin]\ncontainer-image-reference=ostree-unverified-registry:localhost/os\n' }],
    ['ostree', "bootc's own word that it does not manage it", [DEPLOYMENT], { ...OSTREE, environment: 'bootc=yes', ...bootc(null) }],
    ['bootc', "bootc's own word alone", [ROOT], bootc({})],
    ['bootc', "bootc's composefs", [COMPOSEFS], {}],
    [null, 'an ordinary host', [ROOT], {}],
    [null, 'a disk that is named composefs', [ROOT.replace('/dev/vda', '/dev/mapper/composefs')], {}],
    [null, 'a folder of a deployment as root', [DEPLOYMENT.replace('.0 ', '.0/usr ')], OSTREE],
    [null, 'a container', [ROOT], { environment: 'container=docker', ...bootc({}) }],
    [null, 'an image build', [ROOT], { environment: 'container=buildah-1.4', ...bootc({}) }],
  ])('%s: %s', (expected, _, lines, more) => {
    expect(host(lines, more).imageManager).toBe(expected);
  });

  it.each<[string | null, string[], Evidence]>([
    [null, [DEPLOYMENT], OSTREE],
    [null, [DEPLOYMENT], { ...OSTREE, ...bootc(null) }],
    ['bootc is installed but does not manage this host', [DEPLOYMENT], { ...OSTREE, environment: 'bootc=yes', ...bootc(null) }],
    ['bootc says that it manages this host, but its mounts do not look like it', [ROOT], bootc({})],
    [null, [DEPLOYMENT], { ...OSTREE, environment: 'bootc=yes', origin: '[origin]\nrefspec=debian/os\n', ...bootc(null) }],
    ['`bootc status` failed with exit code 1, so other signs of bootc are used instead', [COMPOSEFS], { environment: 'bootc=yes', 'bootc-status.silence': 'failed with exit code 1\n' }],
    ['`bootc status` gave an answer that names no booted host, so other signs of bootc are used instead', [COMPOSEFS], { environment: 'bootc=yes', 'bootc-status.json': '{' }],
    [null, [ROOT], { environment: 'bootc=yes', 'bootc-status.silence': 'failed with exit code 1' }],
    [null, [COMPOSEFS], { environment: 'bootc=yes' }],
  ])('a note: %s (%#)', (expected, lines, more) => {
    expect(host(lines, more).managerNote).toBe(expected);
  });
});
