// Each rule with a host that triggers it, and that host's neighbour that does not.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide, RULES } from '../../../src/core/decide.ts';
import type { Evidence } from '../../../src/core/evidence.ts';
import { parseFacts } from '../../../src/core/facts.ts';
import { describeHost } from '../../../src/core/host.ts';
import { PLAIN_REQUEST, type Request } from '../../../src/core/request.ts';

const CHECKSUM = 'a'.repeat(64);
const ROOT = '20 1 254:0 / / rw - ext4 /dev/vda rw';
const READ_ONLY_ROOT = '20 1 254:0 / / ro - ext4 /dev/vda ro';
const STOPPED_ROOT = '20 1 254:0 / / rw - ext4 /dev/vda ro,errors=remount-ro';
const DEPLOYMENT = `20 1 254:0 /ostree/deploy/debian/deploy/${CHECKSUM}.0 / rw - ext4 /dev/vda rw`;
const LOCKED = `30 20 254:0 /ostree/deploy/debian/deploy/${CHECKSUM}.0/usr /usr ro - ext4 /dev/vda rw`;
const REMOUNTED = LOCKED.replace('/usr ro', '/usr rw');
const COMPOSEFS = '20 1 0:34 / / ro - overlay composefs:digest ro,lowerdir+=/run/x';
const EROFS = '30 20 7:0 / /usr rw - erofs /dev/loop0 ro';
const overlay = (source: string, access: string, options = 'lowerdir=usr,upperdir=/var/tmp/ostree-unlock-ovl.X/upper') =>
  `40 30 0:50 / /usr ${access} - overlay ${source} ${access},${options}`;
const OSTREE: Evidence = { 'ostree-booted': '' };
const UNLOCKED: Evidence = { 'run-ostree.stat': `regular file 644 0 /run/ostree/deployment-state/${CHECKSUM}.0/unlocked-development\n` };

function host(lines: string[], more: Evidence = {}) {
  return describeHost(parseFacts({ mountinfo: lines.join('\n'), ...more }));
}

function rule(lines: string[], more: Evidence = {}, request: Partial<Request> = {}) {
  return decide(host(lines, more), { ...PLAIN_REQUEST, ...request }).rule;
}

describe('what the host is', () => {
  it.each<[string, string, string[], Evidence]>([
    ['ordinary-host', 'a writable root', [ROOT], {}],
    ['ordinary-host', '/run/ostree-booted seen from a chroot', [ROOT], OSTREE],
    ['usr-unknown', 'no mount table', [''], {}],
    ['read-only-usr', 'a read-only root', [READ_ONLY_ROOT], {}],
    ['read-only-usr', 'an erofs /usr, which mounts as rw', [ROOT, EROFS], {}],
    ['read-only-usr', "btrfs' read-only property, seen by access(2) alone", [ROOT], { environment: 'usr-access=read-only' }],
    ['stopped-after-error', 'errors=remount-ro', [STOPPED_ROOT], {}],
    ['stopped-after-error', "ext4's emergency_ro, which access(2) does not see", [`${ROOT},errors=remount-ro,emergency_ro`], { environment: 'usr-access=writable' }],
    ['image-locked', 'an ostree deployment', [DEPLOYMENT, LOCKED], OSTREE],
    ['image-locked', "bootc's own composefs, without /run/ostree-booted", [COMPOSEFS], {}],
    ['stale-unlock', 'a state file without an overlay', [DEPLOYMENT, LOCKED], { ...OSTREE, ...UNLOCKED }],
    ['transient-overlay', 'ostree admin unlock', [DEPLOYMENT, LOCKED, overlay('overlay', 'rw')], { ...OSTREE, ...UNLOCKED }],
    ['transient-overlay', 'an overlay on an ordinary host', [ROOT, EROFS, overlay('usr-overlay', 'rw', 'upperdir=/run/x')], {}],
    ['overlay-read-only', 'unlock --transient', [DEPLOYMENT, LOCKED, overlay('overlay', 'ro')], OSTREE],
    ['hotfix', 'unlock --hotfix', [DEPLOYMENT, LOCKED, overlay('overlay', 'rw', 'lowerdir=usr,upperdir=.usr-ovl-upper')], OSTREE],
    ['sysext-merged', 'a merge', [ROOT, overlay('sysext', 'ro', 'lowerdir=/run/a:/usr')], {}],
    ['sysext-mutable', 'a mutable merge', [ROOT, overlay('sysext', 'rw', 'lowerdir=/usr,upperdir=/var/lib/extensions.mutable/usr')], {}],
    ['deployment-writable', 'remount,rw on ostree', [DEPLOYMENT, REMOUNTED], OSTREE],
    ['container-read-only', 'podman run --read-only', [READ_ONLY_ROOT.replace('ext4', 'overlay')], { environment: 'container=podman-5.4' }],
    ['writable-environment', 'a container', [ROOT.replace('ext4', 'overlay')], { environment: 'container=podman-5.4' }],
    ['writable-environment', 'an image build', [ROOT], { environment: 'container=buildah-1.4' }],
    ['writable-environment', 'a chroot', [ROOT, overlay('overlay', 'rw')], { environment: 'chroot=yes' }],
    ['writable-environment', 'a live system', [ROOT.replace('ext4', 'overlay')], { cmdline: 'boot=live quiet' }],
    ['image-locked', 'ostree in a container that knows it', [DEPLOYMENT, LOCKED], { ...OSTREE, environment: 'container=x' }],
    ['unlocked-elsewhere', 'a namespace from before the unlock', [DEPLOYMENT, LOCKED], { ...OSTREE, ...UNLOCKED, 'mountinfo-pid1': [DEPLOYMENT, LOCKED, overlay('overlay', 'rw')].join('\n') }],
  ])('%s: %s', (expected, _, lines, more) => {
    expect(rule(lines, more)).toBe(expected);
  });
});

describe('what was asked', () => {
  const locked: [string[], Evidence] = [[DEPLOYMENT, LOCKED], OSTREE];
  it.each<[string, Partial<Request>]>([
    ['switched-off', { switchedOff: true }],
    ['ordinary-user', { root: false }],
    ['changes-nothing', { changesNothing: true }],
    ['other-root', { otherRoot: true }],
  ])('%s steps aside', (expected, request) => {
    expect(rule(...locked, request)).toBe(expected);
    expect(rule(...locked)).toBe('image-locked');
  });

  it('an own remount is waited for, but not on an image-based host', () => {
    expect(rule([ROOT, LOCKED], {}, { remountsUsr: true })).toBe('own-remount');
    expect(rule(...locked, { remountsUsr: true })).toBe('image-locked');
  });

  it("the package manager's own overlay is waited for, where it can put one up", () => {
    const request: Partial<Request> = { transientOn: ['ostree', 'bootc'] };
    expect(rule(...locked, request)).toBe('own-transient');
    expect(rule(...locked, { transientOn: ['bootc'] })).toBe('image-locked');
    expect(rule([ROOT, LOCKED], {}, request)).toBe('read-only-usr');
    expect(rule([DEPLOYMENT, LOCKED, overlay('overlay', 'ro')], OSTREE, request)).toBe('own-transient');
    expect(rule([DEPLOYMENT, LOCKED], { ...OSTREE, ...UNLOCKED }, request)).toBe('stale-unlock');
    expect(rule([DEPLOYMENT, LOCKED, overlay('overlay', 'rw')], OSTREE, request)).toBe('transient-overlay');
  });

  it('a notice is not said twice, a refusal is', () => {
    expect(rule([DEPLOYMENT, LOCKED, overlay('overlay', 'rw')], OSTREE, { alreadyTold: true })).toBe('already-told');
    expect(rule(...locked, { alreadyTold: true })).toBe('image-locked');
  });
});

it('every name is used once', () => {
  expect(new Set(RULES.map((each) => each.name)).size).toBe(RULES.length);
});

it('no evidence is too broken to judge, and what cannot be written is never allowed to root', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom(DEPLOYMENT, LOCKED, EROFS, overlay('overlay', 'rw'), 'null', '{"kind":"BootcHost"}', '{"deployments":[null]}', 'container=', 'chroot=yes'));
  const evidence = fc.record({ mountinfo: text, cmdline: text, 'ostree-booted': text, 'run-ostree.stat': text, 'ostree-admin-status': text, 'ostree-admin-status.json': text, 'bootc-status.json': text, environment: text, 'os-release': text }, { requiredKeys: [] });
  fc.assert(
    fc.property(evidence, (given: Evidence) => {
      const seen = describeHost(parseFacts(given));
      const { verdict } = decide(seen, PLAIN_REQUEST);
      expect(verdict === 'refuse').toBe(seen.usr.writable === false);
    }),
  );
});
