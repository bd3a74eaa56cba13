// The states of hosts without ostree, and of those on which something else than the image is mounted on or below /usr, / or /etc.
import type { HostSpec } from './host.ts';
import type { State } from './states.ts';
import type { Variant } from './variants.ts';

const withoutOstree = (variant: Variant): string | undefined =>
  variant.composefs ? 'composefs is about ostree hosts; this host is the same as plain forky' : undefined;

export const plain = (kind: HostSpec['kind'], writable: boolean): State => ({ name: kind, kind, writable, lacks: withoutOstree });

export const PLAIN_STATES: readonly State[] = [
  plain('read-only-bind', false),
  plain('erofs', false),
  plain('squashfs', false),
  plain('container-read-only', false),
  plain('image-build', true),
  plain('container-unmarked', false),
  plain('container-by-mounts', false),
  // systemd-nspawn's word; what the kubelet mounts; a cgroup of an engine's.
  {
    ...plain('container-bare', false),
    name: 'container-nspawn',
    prelude: 'mkdir -p /run/host\necho systemd-nspawn >/run/host/container-manager',
  },
  { ...plain('container-bare', false), name: 'container-pod', prelude: 'true >/dev/termination-log\nmount --bind /dev/termination-log /dev/termination-log' },
  {
    ...plain('container-bare', false),
    name: 'container-cgroup',
    prelude: "echo '0::/kubepods.slice/kubepods-besteffort.slice/cri-containerd-7.scope' >/run/cgroup\nmount --bind /run/cgroup /proc/1/cgroup",
  },
  plain('volatile', true),
  plain('overlay-root', true),
  plain('overlay-root-file', true),
  plain('overlay-root-snapshot', true),
  plain('overlay-root-disk', true),
  plain('live', true),
  plain('live-disk', true),
  plain('live-dracut-disk', true),
  {
    ...plain('writable', false),
    name: 'service-read-only',
    enter: "exec unshare --mount sh -euc 'mount --bind /usr /usr; mount -o remount,bind,ro /usr; exec sh /run/testbed/run'",
  },
  // /var and apt's configuration stay writable, so that apt comes as far as its hooks.
  {
    ...plain('writable', false),
    name: 'root-read-only',
    prelude: 'mount --rbind /var /var\nmount --rbind /etc/apt /etc/apt\nmount -o remount,bind,ro /',
  },
  // The same where /usr has a file system of its own.
  {
    ...plain('read-only-bind', false),
    name: 'root-and-usr-read-only',
    prelude: 'mount --rbind /var /var\nmount --rbind /etc/apt /etc/apt\nmount -o remount,bind,ro /',
  },
  // A root that is meant to be read-only, with a /etc that forgets what is written to it, and a /var of its own.
  {
    ...plain('writable', false),
    name: 'appliance',
    prelude: `
mkdir -p /run/etc/upper /run/etc/work /run/etc/apt
mount --rbind /var /var
mount --rbind /etc/apt /run/etc/apt
mount -t overlay -o lowerdir=/etc,upperdir=/run/etc/upper,workdir=/run/etc/work overlay /etc
mount --rbind /run/etc/apt /etc/apt
mount -o remount,bind,ro /
`,
  },
  // As ABRoot has it: /usr is bound read-only, and /etc is an overlay that stores below /var.
  {
    ...plain('read-only-bind', false),
    name: 'etc-on-disk',
    prelude: `
mkdir -p /var/lib/abroot/etc/upper /var/lib/abroot/etc/work /run/etc/apt
mount --rbind /etc/apt /run/etc/apt
mount -t overlay -o lowerdir=/etc,upperdir=/var/lib/abroot/etc/upper,workdir=/var/lib/abroot/etc/work overlay /etc
mount --rbind /run/etc/apt /etc/apt
`,
  },
  {
    ...plain('writable', true),
    name: 'overlay-on-disk',
    prelude: `
mkdir -p /srv/upper /srv/work
mount -t overlay -o lowerdir=/usr,upperdir=/srv/upper,workdir=/srv/work overlay /usr
`,
  },
  // By fstab or by systemd's unit, as at each boot.
  {
    ...plain('writable', true),
    name: 'overlay-by-fstab',
    prelude: `
mkdir -p /srv/upper /srv/work
grep -qs /srv/upper /etc/fstab || echo 'overlay /usr overlay lowerdir=/usr,upperdir=/srv/upper,workdir=/srv/work 0 0' >>/etc/fstab
mount /usr
`,
  },
  {
    ...plain('writable', true),
    name: 'overlay-by-unit',
    prelude: `
mkdir -p /srv/upper /srv/work
options=lowerdir=/usr,upperdir=/srv/upper,workdir=/srv/work
printf '[Mount]\\nWhat=overlay\\nWhere=/usr\\nType=overlay\\nOptions=%s\\n' $options >/etc/systemd/system/usr.mount
mkdir -p /etc/systemd/system/local-fs.target.wants
ln -sf ../usr.mount /etc/systemd/system/local-fs.target.wants/usr.mount
mount -t overlay -o $options overlay /usr
`,
  },
  {
    name: 'etc-forgets',
    kind: 'ostree',
    prelude: `
mkdir -p /run/etc/upper /run/etc/work /run/etc/apt
mount --rbind /etc/apt /run/etc/apt
mount -t overlay -o lowerdir=/etc,upperdir=/run/etc/upper,workdir=/run/etc/work overlay /etc
mount --rbind /run/etc/apt /etc/apt
ostree admin unlock
`,
    writable: true,
  },
  // /usr/local is a disk of its own, and a driver's files are bound over the image's.
  {
    ...plain('read-only-bind', false),
    name: 'mounts-below-usr',
    prelude: `
mount -t tmpfs local-disk /usr/local
mkdir -p /usr/local/bin /usr/local/share
mount -t tmpfs inner-disk /usr/local/share
printf '#!/bin/sh\\necho local\\n' >/usr/local/bin/local-program
chmod 755 /usr/local/bin/local-program
echo inner >/usr/local/share/inner
cp /usr/lib/os-release /run/driver
mount --bind /run/driver /usr/lib/os-release
`,
  },
  // One process does it, because no program can be started in between.
  {
    ...plain('writable', false),
    name: 'usr-link',
    prelude: `
mkdir -p /srv/system
perl -e 'rename("/usr", "/srv/system/usr") && symlink("/srv/system/usr", "/usr") or die'
mount --bind /srv/system/usr /srv/system/usr
mount -o remount,bind,ro /srv/system/usr
`,
  },
  plain('fs-error', false),
];
