// `usr-overlay down` while somebody uses the overlay, on each variant; and each state of which it must keep its hands off, however it is asked.
import { describe, expect, it } from '@jest/globals';
import { onHost } from '../guarded-host.ts';
import { quick, rows } from '../scope.ts';

const JOB = `
say() { echo "== $1"; }
sleep 100 &
say own; usr-overlay >/dev/null; sh -c 'cd /usr/share; usr-overlay down >/dev/null; echo $?'; test -w /usr || echo read-only
say held; usr-overlay >/dev/null; cp /usr/bin/sleep /usr/bin/daemon; daemon 101 & until [ "$(readlink /proc/$!/exe)" = /usr/bin/daemon ]; do sleep 0.01; done; usr-overlay down 2>/run/err; echo $?; grep -oE '^[0-9]+ +root +- +exe,map +daemon 101$|^error: these processes use the overlay' /run/err | sed 's/^[0-9]* *//'; test -w /usr && echo writable; usr-overlay down --dry-run 2>/dev/null; echo $?
say lazy; usr-overlay down --lazy 2>&1 | grep -o 'on /usr was removed\\|^note: one process still uses'; test -w /usr || echo read-only; usr-overlay holders | grep -o 'exe,map,unmounted  daemon 101'; usr-overlay up >/dev/null && usr-overlay down >/dev/null; echo $?; pkill -x daemon
say run; usr-overlay run sh -c ': >/run/runs; sleep 2' & until [ -e /run/runs ]; do sleep 0.1; done; usr-overlay down >/dev/null; echo $?; wait %2 2>/dev/null; test -e /run/apt-image-based/storage || echo off
say long; usr-overlay run sleep 30 & until pgrep -fx 'sleep 30' >/dev/null; do sleep 0.01; done; usr-overlay down 2>/run/err; echo $?; grep -o 'run  sleep 30$' /run/err; pkill -f '^sleep 30'; sleep 0.5; usr-overlay down >/dev/null; echo $?
say private; usr-overlay >/dev/null; unshare --mount --propagation private sleep 102 & until [ "$(cat /proc/$!/comm)" = sleep ]; do sleep 0.01; done; usr-overlay down >/dev/null 2>/run/err; echo $?; grep -o 'namespace  sleep 102' /run/err; usr-overlay down --lazy >/dev/null 2>&1; nsenter --target $! --mount sh -c 'test -w /usr && echo kept'; test -w /usr || echo read-only; kill $!
say end
find /run/apt-image-based /run/ostree/deployment-state -mindepth 1 ! -name lock ! -name '*.[0-9]' ! -path '*/told*'; grep -c usr-overlay /proc/self/mountinfo
`;

describe.each(rows(['bookworm', 'trixie', 'forky', quick('forky-composefs')]))('%s', (variant) => {
  it('waits, refuses with the list, or goes on', async () => {
    const { stdout, stderr } = await onHost({ variant, state: 'locked' }, JOB);
    expect(stdout).toBe(`== own
0
read-only
== held
75
root  -     exe,map  daemon 101
error: these processes use the overlay
writable
75
== lazy
on /usr was removed
note: one process still uses
read-only
exe,map,unmounted  daemon 101
0
== run
0
off
== long
75
run  sleep 30
0
== private
75
namespace  sleep 102
kept
read-only
== end
0
`);
    expect(stderr).not.toContain('bug in usr-overlay');
  }, 300_000);
});

const NOTHING = /^0 0 0\nNo overlay is on \/usr, so there is nothing to remove\.\nas before\n$/;
const refused = (words: string): RegExp => new RegExp(`^69 69 69\nerror: .*${words}.*\nas before\n$`);
const SYSEXT = refused('first run: `systemd-sysext unmerge`');
const HOTFIX = refused('`(sudo )?ostree admin (set-default 1|deploy --origin-file=[^ ]+ [0-9a-f]+)`');
const CONTAINER = refused('this is a container or an image build');

const STATES = [
  quick(['locked', 'trixie', NOTHING]),
  ['locked', 'forky-composefs', NOTHING],
  quick(['sysext', 'trixie', SYSEXT]),
  quick(['hotfix', 'trixie', HOTFIX]),
  quick(['root-transient', 'forky-composefs', refused('only a reboot')]),
  ['container-read-only', 'trixie', CONTAINER],
  ['overlay-by-hand', 'trixie', refused('usr-overlay did not make the overlay on /usr')],
  ['read-only-bind', 'trixie', NOTHING],
  ['erofs', 'forky', NOTHING],
  ['squashfs', 'bookworm', NOTHING],
  ['writable', 'trixie', NOTHING],
  ['volatile', 'trixie', refused('only a reboot')],
  ['fs-error', 'forky', NOTHING],
  ['after-reboot', 'forky', NOTHING],
  ['sysext', 'bookworm', SYSEXT],
  ['sysext', 'forky-composefs', SYSEXT],
  ['sysext-mutable', 'trixie', SYSEXT],
  ['sysext-mutable', 'forky-composefs', SYSEXT],
  ['unlock-sysext', 'trixie', SYSEXT],
  ['hotfix', 'bookworm', HOTFIX],
  ['hotfix', 'forky-composefs', HOTFIX],
  ['hotfix-reboot', 'trixie', HOTFIX],
  ['hotfix-reboot', 'forky-composefs', HOTFIX],
  ['container-read-only', 'forky', CONTAINER],
  ['image-build', 'trixie', CONTAINER],
  ['overlay-by-hand', 'forky-composefs', refused('usr-overlay did not make the overlay on /usr')],
] as const;

describe('keeps its hands off', () => {
  const LOOK = 'look() { cat /proc/self/mountinfo; [ ! -e /run/ostree-booted ] || ostree admin status; }';
  const JOB = `${LOOK}; look >/run/before
for how in '' --lazy --stop; do usr-overlay down $how >/run/said 2>&1; codes="\${codes+$codes }$?"; done
echo "$codes"; cat /run/said; look | diff /run/before - && echo as before`;

  it.each(rows(STATES))('%s on %s', async (state, variant, expected) => {
    expect((await onHost({ variant, state }, JOB)).stdout).toMatch(expected);
  }, 300_000);

  it('what lies over a follower, a package manager at work, and who is not root', async () => {
    const job = `${LOOK}; usr-overlay >/dev/null
try() { look >/run/before; "$@" 2>&1; echo $?; look | diff /run/before - && echo as before; }
mount -t tmpfs other /etc/pam.d; try usr-overlay down --lazy; umount /etc/pam.d
python3 -c 'import fcntl, time; file = open("/var/lib/dpkg/lock-frontend", "w"); fcntl.lockf(file, fcntl.LOCK_EX); open("/run/locked", "w"); time.sleep(60)' & until [ -e /run/locked ]; do sleep 0.1; done
try usr-overlay down --lazy; kill $!; wait
try setpriv --reuid=33 --clear-groups usr-overlay down`;
    const { stdout } = await onHost({ variant: 'trixie', state: 'locked' }, job);
    expect(stdout).toMatch(
      /^error: another mount is over the overlay on \/etc\/pam\.d; .*\n69\nas before\nerror: a package manager is running \(pid \d+, python3 .*\n75\nas before\nerror: usr-overlay down needs root.*\n77\nas before\n$/,
    );
  }, 300_000);
});
