// Every state a host's /usr can be in, how it gets there, and whether it can then be written: the rows of the test tables.
import type { HostSpec } from './host.ts';
import type { Variant } from './variants.ts';

export type State = {
  name: string;
  kind: HostSpec['kind'];
  rootTransient?: true;
  /** Job of a boot before the one that counts. */
  earlier?: string;
  /** What process 1 does before the job. */
  prelude?: string;
  /** How the job comes to run somewhere else than straight under process 1. */
  enter?: string;
  /** The truth about /usr from where the job runs. */
  writable: boolean;
  /** Why this state does not exist on a variant. */
  lacks?: (variant: Variant) => string | undefined;
};

const sysext = (options: string): string => `
extension=/var/lib/extensions/testbed/usr/lib/extension-release.d
mkdir -p $extension
echo ID=_any >$extension/extension-release.testbed
systemd-sysext merge ${options}
`;

const withoutOstree = (variant: Variant): string | undefined =>
  variant.composefs ? 'composefs is about ostree hosts; this host is the same as plain forky' : undefined;

const plain = (kind: HostSpec['kind'], writable: boolean): State => ({ name: kind, kind, writable, lacks: withoutOstree });

export const STATES: readonly State[] = [
  plain('writable', true),
  { name: 'locked', kind: 'ostree', writable: false },
  { name: 'unlock', kind: 'ostree', prelude: 'ostree admin unlock', writable: true },
  { name: 'unlock-transient', kind: 'ostree', prelude: 'ostree admin unlock --transient', writable: false },
  {
    name: 'unlock-transient-private',
    kind: 'ostree',
    prelude: 'ostree admin unlock --transient',
    // force mount(2): since util-linux 2.41 a remount passes on the overlay's options, which the kernel refuses.
    enter: "exec unshare --mount sh -euc 'LIBMOUNT_FORCE_MOUNT2=always mount -o remount,rw /usr; exec sh /run/testbed/run'",
    writable: true,
  },
  { name: 'hotfix', kind: 'ostree', prelude: 'ostree admin unlock --hotfix', writable: true },
  { name: 'hotfix-reboot', kind: 'ostree', earlier: 'ostree admin unlock --hotfix', writable: true },
  { name: 'after-reboot', kind: 'ostree', earlier: 'ostree admin unlock && : >/usr/lib/gone-after-reboot', writable: false },
  { name: 'sysext', kind: 'ostree', prelude: sysext(''), writable: false },
  { name: 'unlock-sysext', kind: 'ostree', prelude: `ostree admin unlock\n${sysext('')}`, writable: false },
  {
    name: 'sysext-mutable',
    kind: 'ostree',
    prelude: sysext('--mutable=ephemeral'),
    writable: true,
    lacks: (variant) => (variant.suite === 'bookworm' ? 'systemd-sysext of systemd 252 has no --mutable' : undefined),
  },
  {
    name: 'overlay-by-hand',
    kind: 'ostree',
    prelude: `
mkdir -p /run/by-hand/upper /run/by-hand/work
mount -t overlay -o lowerdir=/usr,upperdir=/run/by-hand/upper,workdir=/run/by-hand/work overlay /usr
`,
    writable: true,
  },
  { name: 'stale-state', kind: 'ostree', prelude: 'ostree admin unlock\numount -l /usr', writable: false },
  {
    name: 'old-namespace',
    kind: 'ostree',
    prelude: `
unshare --mount sleep infinity &
holder=$!
while [ "$(readlink /proc/$holder/ns/mnt)" = "$(readlink /proc/$$/ns/mnt)" ]; do sleep 0.01; done
echo $holder >/run/testbed/holder
ostree admin unlock
`,
    enter: 'exec nsenter --mount=/proc/$(cat /run/testbed/holder)/ns/mnt sh /run/testbed/run',
    writable: false,
  },
  {
    name: 'root-transient',
    kind: 'ostree',
    rootTransient: true,
    writable: true,
    lacks: (variant) => (variant.composefs ? undefined : 'root.transient needs composefs'),
  },
  plain('read-only-bind', false),
  plain('erofs', false),
  plain('squashfs', false),
  plain('container-read-only', false),
  plain('image-build', true),
  plain('container-unmarked', false),
  plain('volatile', true),
  plain('overlay-root', true),
  plain('overlay-root-disk', true),
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
  {
    ...plain('writable', true),
    name: 'overlay-on-disk',
    prelude: `
mkdir -p /srv/upper /srv/work
mount -t overlay -o lowerdir=/usr,upperdir=/srv/upper,workdir=/srv/work overlay /usr
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
echo driver >/run/driver
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

export function findState(name: string): State {
  const found = STATES.find((each) => each.name === name);
  if (!found) throw new Error(`no state ${name}`);
  return found;
}
