// Every state a host's /usr can be in, how it gets there, and whether it can then be written: the rows of the test tables.
import type { HostSpec } from './host.ts';
import { plain, PLAIN_STATES } from './plain-states.ts';
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
  { ...plain('writable', false), name: 'sysext-plain', prelude: sysext('') },
  ...PLAIN_STATES,
];

export function findState(name: string): State {
  const found = STATES.find((each) => each.name === name);
  if (!found) throw new Error(`no state ${name}`);
  return found;
}
