// `usr-overlay down` while somebody uses the overlay, on each variant; and each state of which it must keep its hands off.
import { describe, expect, it } from '@jest/globals';
import { onHost } from './guarded-host.ts';
import { rows } from './scope.ts';

const JOB = `
say() { echo "== $1"; }
sleep 100 &
say own; usr-overlay >/dev/null; sh -c 'cd /usr/share; usr-overlay down >/dev/null; echo $?'; test -w /usr || echo read-only
say held; usr-overlay >/dev/null; cp /usr/bin/sleep /usr/bin/daemon; daemon 101 & sleep 0.2; usr-overlay down 2>/run/err; echo $?; grep -oE '^[0-9]+ +root +- +exe,map +daemon 101$|^error: these processes use the overlay' /run/err | sed 's/^[0-9]* *//'; test -w /usr && echo writable; usr-overlay down --dry-run 2>/dev/null; echo $?
say lazy; usr-overlay down --lazy 2>&1 | grep -o 'is unmounted, with\\|^note: one process still uses'; test -w /usr || echo read-only; usr-overlay holders | grep -o 'exe,map,unmounted  daemon 101'; usr-overlay up >/dev/null && usr-overlay down >/dev/null; echo $?; pkill -x daemon
say run; usr-overlay run sh -c ': >/run/runs; sleep 2' & until [ -e /run/runs ]; do sleep 0.1; done; usr-overlay down >/dev/null; echo $?; wait %2 2>/dev/null; test -e /run/apt-image-based/storage || echo off
say long; usr-overlay run sleep 30 & sleep 1; usr-overlay down 2>/run/err; echo $?; grep -o 'run  sleep 30$' /run/err; pkill -f '^sleep 30'; sleep 0.5; usr-overlay down >/dev/null; echo $?
say private; usr-overlay >/dev/null; unshare --mount --propagation private sleep 102 & sleep 0.3; usr-overlay down >/dev/null 2>/run/err; echo $?; grep -o 'namespace  sleep 102' /run/err; usr-overlay down --lazy >/dev/null 2>&1; nsenter --target $! --mount sh -c 'test -w /usr && echo kept'; test -w /usr || echo read-only; kill $!
say end
find /run/apt-image-based /run/ostree/deployment-state -mindepth 1 ! -name lock ! -name '*.[0-9]' ! -path '*/told*'; grep -c usr-overlay /proc/self/mountinfo
`;

describe.each(rows(['bookworm', 'trixie', 'forky', 'forky-composefs'] as const, [1, 3]))('%s', (variant) => {
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
is unmounted, with
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

describe('keeps its hands off', () => {
  const REFUSED = 'usr-overlay down --lazy 2>/run/err; echo $?; cat /run/err; findmnt -n --mountpoint /usr -o FSTYPE | wc -l; test -w /usr && echo writable; true';
  it.each([
    ['read-only-bind', 'trixie', /^Nothing to take off: no overlay is on \/usr\n0\n/],
    ['locked', 'forky-composefs', /^Nothing to take off: no overlay is on \/usr\n0\n/],
    ['sysext', 'trixie', /^69\nerror: .*`systemd-sysext unmerge` first\n2\n$/],
    ['sysext', 'forky-composefs', /^69\nerror: .*`systemd-sysext unmerge` first\n1\n$/],
    ['unlock-sysext', 'trixie', /^69\nerror: .*`systemd-sysext unmerge` first\n3\n$/],
    ['hotfix', 'trixie', /^69\nerror: .*bootc rollback.*\n2\nwritable\n$/],
    ['root-transient', 'forky-composefs', /^69\nerror: .*only a reboot.*\n0\nwritable\n$/],
    ['overlay-by-hand', 'trixie', /^69\nerror: .*of an unknown kind.*\n2\nwritable\n$/],
    ['container-read-only', 'trixie', /^69\nerror: this is a container.*\n0\n$/],
  ] as const)('%s on %s', async (state, variant, expected) => {
    expect((await onHost({ variant, state }, REFUSED)).stdout).toMatch(expected);
  }, 300_000);
});
