// Families of hosts as their own tools leave them: what the guard says there, and what is known to stay.

import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/guard/decide.ts';
import { PLAIN_REQUEST } from '../../../src/guard/request/request.ts';
import { refusalHints } from '../../../src/guard/words/refusal.ts';
import type { Evidence } from '../../../src/host/evidence.ts';
import { parseFacts } from '../../../src/host/facts.ts';
import { describeHost, type Host } from '../../../src/host/host.ts';
import { planUp } from '../../../src/overlay/plan-up.ts';
import { PLAIN_UP, situationOf } from '../overlay/situations.ts';

const RUN = '25 20 0:26 / /run rw - tmpfs tmpfs rw,size=400000k';
const root = (source: string, options: string, access = 'rw'): string => `20 1 0:30 / / ${access} - overlay ${source} ${access},${options}`;
const disk = (id: number, point: string, kind = 'ext4', access = 'rw'): string => `${String(id)} 20 254:${String(id)} / ${point} ${access} - ${kind} /dev/vd${String(id)} ${access}`;

const MEDIA = ['40 20 0:40 / /media/root-rw rw - tmpfs tmpfs-root rw', '41 20 254:1 / /media/root-ro ro - ext4 /dev/vda1 ro'];
const OVERLAYROOT = root('overlayroot', 'lowerdir=/media/root-ro,upperdir=/media/root-rw/overlay,workdir=/media/root-rw/overlay-workdir/_');
const GRUB_BTRFS = root('rootfs', 'lowerdir=/tmp.cKbPKi,upperdir=/tmp.HpkNLo/upper,workdir=/tmp.HpkNLo/work');
const DRACUT = root('LiveOS_rootfs', 'lowerdir=/run/rootfsbase,upperdir=/run/overlayfs,workdir=/run/ovlwork');
const LIVE_BOOT = (folder: string): string => root('overlay', `lowerdir=/run/live/rootfs/filesystem.squashfs/,upperdir=${folder}/rw,workdir=${folder}/work`);

type Answer = [rule: string, environment: Host['environment'], kept: { usr: boolean | null; etc: boolean | null; var: boolean | null }];
const none = { usr: false, etc: false, var: false };
const all = { usr: true, etc: true, var: true };
const unknown = { usr: null, etc: null, var: null };

const FAMILIES: [name: string, mounts: string[], more: Evidence, answer: Answer, outcome?: string][] = [
  ['overlayroot by its file', [OVERLAYROOT, RUN, ...MEDIA], { cmdline: 'root=LABEL=writable ro quiet' }, ['transient-overlay', 'host', none], 'already-root-transient'],
  ['overlayroot on a device', [OVERLAYROOT, RUN, disk(40, '/media/root-rw')], { cmdline: 'overlayroot=device:dev=/dev/vdb' }, ['ordinary-host', 'host', all], 'already-kept'],
  ['overlayroot on a device, perhaps with a new key at each boot', [OVERLAYROOT, RUN, disk(40, '/media/root-rw').replace('/dev/vd40', '/dev/mapper/secure')], { cmdline: 'overlayroot=crypt:dev=/dev/vdb' }, ['foreign-overlay', 'host', unknown]],
  ...['overlayroot=tmpfs', '"overlayroot=tmpfs"', 'overlayroot="tmpfs:swap=1,recurse=0"', 'overlayroot=tmpfs:swap=1', 'boot=overlay', 'lockfs', 'lockfs=all', 'fsprotect', 'fsprotect=1G', 'systemd.volatile=overlay'].map(
    (word): (typeof FAMILIES)[number] => [`an overlay out of sight, with ${word}`, [root('overlay', 'lowerdir=/lower,upperdir=/upper/data,workdir=/upper/work'), RUN], { cmdline: `quiet ${word} rw` }, ['transient-overlay', 'host', none]],
  ),
  ['an overlay out of sight, with overlayroot=disabled', [root('overlay', 'lowerdir=/lower,upperdir=/upper/data,workdir=/upper/work'), RUN], { cmdline: 'overlayroot=disabled' }, ['foreign-overlay', 'host', unknown]],
  ['a snapshot by grub-btrfs', [GRUB_BTRFS, RUN, disk(44, '/var/log', 'btrfs')], { cmdline: 'root=UUID=1 rw rootflags=subvol=/.snapshots/7/snapshot' }, ['transient-overlay', 'host', none], 'already-root-transient'],
  ["dracut's overlay on an installed system", [DRACUT, RUN], { cmdline: 'root=UUID=1 rd.overlay' }, ['transient-overlay', 'host', none]],
  ["dracut's overlay on a disk", [DRACUT, RUN, disk(44, '/run/overlayfs-backing')], { cmdline: 'root=UUID=1 rd.overlay=LABEL=changes' }, ['ordinary-host', 'host', all], 'already-kept'],
  ["dracut's live system", [DRACUT, RUN], { cmdline: 'root=live:CDLABEL=x rd.live.image' }, ['writable-environment', 'live', none]],
  ["dracut's live system with persistence", [DRACUT, RUN, disk(44, '/run/initramfs/overlayfs')], { cmdline: 'root=live:CDLABEL=x rd.live.image rd.live.overlay=LABEL=y' }, ['writable-environment', 'live', all], 'already-kept'],
  ['live-boot', [LIVE_BOOT('/run/live/overlay'), RUN, '44 25 0:44 / /run/live/overlay rw - tmpfs tmpfs rw'], { cmdline: 'boot=live components' }, ['writable-environment', 'live', none]],
  ['live-boot with persistence', [LIVE_BOOT('/run/live/persistence/sda3'), RUN, disk(44, '/run/live/persistence/sda3')], { cmdline: 'boot=live persistence' }, ['writable-environment', 'live', all], 'already-kept'],
  ['casper with persistence, out of sight', [root('/cow', 'lowerdir=/filesystem.squashfs,upperdir=/cow/upper,workdir=/cow/work'), RUN], { cmdline: 'boot=casper persistent' }, ['writable-environment', 'live', unknown], 'already-foreign'],
  ['containerd, all by its mounts', [root('overlay', 'lowerdir=/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/1/fs,upperdir=/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/2/fs')], {}, ['writable-environment', 'container', unknown]],
  ['a pod', [disk(20, '/').replace('20 20', '20 1'), '50 20 8:1 /var/lib/kubelet/pods/1/etc-hosts /etc/hosts rw - ext4 /dev/sda1 rw', '51 20 8:1 /var/lib/containerd/io.containerd.grpc.v1.cri/sandboxes/2/hostname /etc/hostname rw - ext4 /dev/sda1 rw'], {}, ['writable-environment', 'container', all]],
  ['LXC on a folder', ['20 1 8:1 /var/lib/lxc/one/rootfs / rw - ext4 /dev/sda1 rw'], {}, ['writable-environment', 'container', all]],
  ['LXC on its own file system, by lxcfs', ['20 1 0:50 / / rw - zfs default/containers/one rw', '50 20 0:51 /proc/uptime /proc/uptime rw - fuse.lxcfs lxcfs rw'], {}, ['writable-environment', 'container', all]],
  ['nspawn', ['20 1 8:1 /var/lib/machines/one / rw - ext4 /dev/sda1 rw'], {}, ['writable-environment', 'container', all]],
  ['nspawn --volatile=yes', ['20 1 0:50 / / rw - tmpfs tmpfs rw', '21 20 8:1 /var/lib/machines/one/usr /usr ro - ext4 /dev/sda1 rw'], { environment: 'container=systemd-nspawn' }, ['container-read-only', 'container', { usr: true, etc: false, var: false }]],
  ['a host that binds its own hosts and hostname', [disk(20, '/').replace('20 20', '20 1'), '50 20 254:2 /etc/hosts /etc/hosts rw - ext4 /dev/vdb rw', '51 20 254:2 /etc/hostname /etc/hostname rw - ext4 /dev/vdb rw'], {}, ['ordinary-host', 'host', all]],
  ['the root is a tmpfs', ['20 1 0:2 / / rw - tmpfs none rw', RUN], {}, ['ordinary-host', 'host', none], 'already-root-transient'],
];

const OVERLAY = 'to make /usr writable until the next reboot: `usr-overlay`';
const REMOUNT = 'the root file system is mounted read-only: `mount -o remount,rw /`';
const IMAGE = 'add the package to the image that this host boots, and update to it';
const onDisk = (id: number, point: string, access: string, from: string, kind = 'ext4'): string => `${String(id)} 20 254:1 ${from} ${point} ${access} - ${kind} /dev/vda1 rw`;
const forgets = (id: number, point: string): string => `${String(id)} 20 0:${String(id)} / ${point} rw - overlay overlay rw,lowerdir=${point},upperdir=/run/overlay${point}/upper,workdir=/run/overlay${point}/work`;
const READ_ONLY = '20 1 254:1 / / ro - ext4 /dev/vda1 ro';

const REFUSED: [name: string, mounts: string[], more: Evidence, rule: string, hints: string[]][] = [
  ['a rescue boot', [READ_ONLY, RUN], {}, 'root-read-only', [REMOUNT]],
  ['a rescue boot with /var of its own', [READ_ONLY, RUN, disk(40, '/var')], {}, 'root-read-only', [REMOUNT]],
  ['a rescue boot with /usr of its own', [READ_ONLY, RUN, disk(40, '/usr', 'ext4', 'ro')], {}, 'root-read-only', [REMOUNT, 'then /usr, which is read-only too: `mount -o remount,rw /usr`']],
  ['an appliance that is read-only, but for what it forgets', ['20 1 7:0 / / ro - ext2 /dev/loop0 ro', RUN, forgets(40, '/etc'), forgets(41, '/var'), onDisk(42, '/usr/local', 'rw', '/usr-local')], {}, 'read-only-usr', [OVERLAY]],
  ['a root that its device does not let be written', [READ_ONLY.replace('/dev/vda1', '/dev/mapper/root'), RUN, disk(40, '/var')], { environment: 'root-device=read-only' }, 'read-only-usr', ['/etc is read-only too: add the package to the image that this host boots']],
  ['dm-verity, by its kernel argument', [READ_ONLY.replace('/dev/vda1', '/dev/dm-0'), RUN], { cmdline: 'roothash=abc' }, 'read-only-usr', [IMAGE]],
  ["a snapshot of snapper's, as transactional-update has it", ['20 1 0:30 /@/.snapshots/3/snapshot / ro - btrfs /dev/vda2 rw,subvol=/@/.snapshots/3/snapshot', RUN, onDisk(40, '/etc', 'rw', '/@/.snapshots/3/snapshot/etc', 'btrfs'), onDisk(41, '/var', 'rw', '/@/var', 'btrfs')], {}, 'read-only-usr', [OVERLAY]],
  ['ABRoot', [disk(20, '/').replace('20 20', '20 1').replaceAll(' rw', ' ro'), RUN, onDisk(40, '/usr', 'ro', '/.system/usr'), onDisk(41, '/var', 'rw', '/'), '42 20 0:42 / /etc rw - overlay overlay rw,lowerdir=/.system/etc,upperdir=/var/lib/abroot/etc/vos-a,workdir=/var/lib/abroot/etc/vos-a-work'], {}, 'read-only-usr', [OVERLAY]],
  ['Ubuntu Core', ['20 1 7:1 / / ro - squashfs /dev/loop1 ro', RUN, disk(40, '/var/lib'), disk(41, '/etc/ssh')], { cmdline: 'snapd_recovery_mode=run' }, 'read-only-usr', ['/etc is read-only too: add the package to the image that this host boots']],
  ['systemd.volatile=yes', ['20 1 0:30 / / rw - tmpfs tmpfs rw', RUN, onDisk(40, '/usr', 'ro', '/usr')], { cmdline: 'systemd.volatile=yes', environment: 'volatile-root=yes' }, 'read-only-usr', [OVERLAY]],
  ['an extension merged on an ordinary host', [disk(20, '/').replace('20 20', '20 1'), RUN, '40 20 0:40 / /usr ro - overlay sysext ro,lowerdir=/run/systemd/sysext/meta/usr:/usr'], {}, 'sysext-merged', ['merged system extensions lock /usr: `systemd-sysext unmerge`']],
  ['a pod with a read-only root', [root('overlay', 'lowerdir=/x,upperdir=/y', 'ro'), '50 20 8:1 /kubelet/log /dev/termination-log rw - ext4 /dev/sda1 rw'], {}, 'container-read-only', ['in the Containerfile: `RUN apt-get update && apt-get install -y PACKAGE`', 'or start the container with a writable root, without `--read-only`']],
];

describe.each(FAMILIES)('%s', (_, mounts, more, [rule, environment, kept], outcome) => {
  const evidence = { ...more, mountinfo: mounts.join('\n') };
  const host = describeHost(parseFacts(evidence));

  it('the rule, what stays, and what `up` says', () => {
    const plan = planUp(situationOf(evidence), PLAIN_UP);
    expect({
      rule: decide(host, PLAIN_REQUEST).rule, environment: host.environment, kept: { usr: host.usrKept, etc: host.etc.kept, var: host.var.kept },
      outcome: outcome && plan.kind === 'steps' ? plan.outcome : outcome,
    }).toEqual({ rule, environment, kept, outcome });
  });
});

it.each(REFUSED)('refused: %s', (_, mounts, more, rule, hints) => {
  const evidence = { ...more, environment: `sudo=no\n${more.environment ?? ''}`, mountinfo: mounts.join('\n') };
  const host = describeHost(parseFacts(evidence));
  const verdict = decide(host, PLAIN_REQUEST);
  expect({ verdict: verdict.verdict, rule: verdict.rule, hints: refusalHints(verdict.rule, host) }).toEqual({ verdict: 'refuse', rule, hints });
});

it('an overlay on /usr comes back only where its entry is one of each boot', () => {
  const mounts = [disk(20, '/').replace('20 20', '20 1'), '40 20 0:40 / /usr rw - overlay overlay rw,lowerdir=/usr,upperdir=/srv/upper,workdir=/srv/work'].join('\n');
  expect(host(mounts, 'upper-at-boot=/srv/upper').usrOverlay?.persistence).toBe('persistent');
  expect(host(mounts, '').usrOverlay?.persistence).toBe(null);
});

it('a kernel is no harm where the overlay covers /boot as well', () => {
  const boot = '45 20 0:45 / /boot rw - overlay overlayroot rw,lowerdir=/media/root-ro/boot,upperdir=/media/root-rw/overlay/boot';
  const outlives = (...more: string[]): boolean => describeHost(parseFacts({ mountinfo: [OVERLAYROOT, ...MEDIA, ...more].join('\n') })).bootOutlives;
  expect([outlives(), outlives(boot), outlives(disk(45, '/boot')), outlives(boot, disk(46, '/boot/efi', 'vfat'))]).toEqual([false, false, true, true]);
});

function host(mountinfo: string, environment: string): Host {
  return describeHost(parseFacts({ mountinfo, environment }));
}
