// Each rule with a host that triggers it, and that host's neighbour that does not.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../../src/guard/decide.ts';
import type { Evidence } from '../../../src/host/evidence.ts';
import { parseFacts } from '../../../src/host/facts.ts';
import { describeHost } from '../../../src/host/host.ts';
import type { Transaction } from '../../../src/guard/request/transaction.ts';
import type { Room } from '../../../src/host/free-space.ts';
import { PLAIN_REQUEST, type Request } from '../../../src/guard/request/request.ts';
import { RULES, type RuleName } from '../../../src/guard/rules/order.ts';
import { COMPOSEFS, DEPLOYMENT, EROFS, HOTFIX, LOCKED, MERGED, OSTREE, overlay, READ_ONLY_ROOT, REMOUNTED, ROOT, STOPPED_ROOT, UNLOCKED, host } from '../mount-lines.ts';

const LOCKED_PART = '30 20 254:0 /usr /usr ro - ext4 /dev/vda rw';
const PERSISTENT = overlay('usr-overlay', 'rw', 'lowerdir=/usr,upperdir=/var/lib/apt-image-based/persistent/layers/usr/upper');
const ROOT_OVERLAY = '20 1 0:19 / / rw - overlay overlay rw,lowerdir=/lower,upperdir=/x/data,workdir=/x/work';

function rule(lines: string[], more: Evidence = {}, request: Partial<Request> = {}) {
  return decide(host(lines, more), { ...PLAIN_REQUEST, ...request }).rule;
}

describe('what the host is', () => {
  it.each<[string, string, string[], Evidence]>([
    ['ordinary-host', 'a writable root', [ROOT], {}],
    ['ordinary-host', '/run/ostree-booted seen from a chroot', [ROOT], OSTREE],
    ['usr-unknown', 'no mount table', [''], {}],
    ['root-read-only', 'a read-only root', [READ_ONLY_ROOT], {}],
    ['read-only-usr', 'a root that is born read-only', [READ_ONLY_ROOT.replace('ext4', 'squashfs')], {}],
    ['read-only-usr', 'a read-only /usr on a read-only root', [READ_ONLY_ROOT, EROFS], {}],
    ['image-locked', 'a read-only root of an image', [COMPOSEFS], {}],
    ['container-read-only', 'a read-only root of a container', [READ_ONLY_ROOT], { environment: 'container=lxc' }],
    ['service-read-only', 'a unit with ProtectSystem=', [ROOT, LOCKED_PART], { 'mountinfo-pid1': ROOT }],
    ['service-read-only', 'a unit with ProtectSystem=strict', [READ_ONLY_ROOT], { 'mountinfo-pid1': ROOT }],
    ['read-only-usr', 'the host has it read-only as well', [ROOT, LOCKED_PART], { 'mountinfo-pid1': `${ROOT}\n${LOCKED_PART}` }],
    ['foreign-overlay', 'an overlay with its upper directory on disk', [ROOT, overlay('overlay', 'rw', 'lowerdir=/usr,upperdir=/srv/upper')], {}],
    ['foreign-overlay', 'the same, put on at each boot', [ROOT, overlay('overlay', 'rw', 'lowerdir=/usr,upperdir=/srv/upper')], { environment: 'upper-at-boot=/srv/upper' }],
    ['transient-overlay', 'an overlay with its upper directory in memory', [ROOT, overlay('overlay', 'rw', 'lowerdir=/usr,upperdir=/run/upper')], {}],
    ['transient-overlay', 'overlayroot=tmpfs', [ROOT_OVERLAY], { cmdline: 'overlayroot=tmpfs' }],
    ['foreign-overlay', 'an overlay on / of which nothing tells where it is stored', [ROOT_OVERLAY], {}],
    ['writable-environment', 'a live system', [ROOT_OVERLAY], { cmdline: 'boot=live' }],
    ['ordinary-host', 'an overlay on / with its upper directory on a disk', [ROOT_OVERLAY, '21 20 8:1 / /x rw - ext4 /dev/sdb1 rw'], {}],
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
    ['hotfix', 'unlock --hotfix', [DEPLOYMENT, LOCKED, HOTFIX], OSTREE],
    ['persistent-overlay', 'up --persist', [DEPLOYMENT, LOCKED, PERSISTENT], OSTREE],
    ['persistent-hidden', 'up --persist, and an unlock over it', [DEPLOYMENT, LOCKED, PERSISTENT, overlay('overlay', 'rw').replace('40 30 0:50', '41 40 0:51')], OSTREE],
    ['overlay-read-only', 'a hotfix that was remounted read-only', [DEPLOYMENT, LOCKED, HOTFIX.replaceAll('rw', 'ro')], OSTREE],
    ['sysext-merged', 'a merge', [ROOT, MERGED], {}],
    ['sysext-mutable', 'a mutable merge', [ROOT, overlay('sysext', 'rw', 'lowerdir=/usr,upperdir=/var/lib/extensions.mutable/usr')], {}],
    ['deployment-writable', 'remount,rw on ostree', [DEPLOYMENT, REMOUNTED], OSTREE],
    ['container-read-only', 'podman run --read-only', [READ_ONLY_ROOT.replace('ext4', 'overlay')], { environment: 'container=podman-5.4' }],
    ['container-read-only', 'an image build', [READ_ONLY_ROOT], { environment: 'container=buildah-1.4' }],
    ['container-read-only', 'a container beside a host that is unlocked', [READ_ONLY_ROOT], { environment: 'container=podman-5.4', 'mountinfo-pid1': [DEPLOYMENT, LOCKED, overlay('overlay', 'rw')].join('\n') }],
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
    expect(rule([ROOT], {}, { remountsUsr: true })).toBe('ordinary-host');
    expect(rule([ROOT, LOCKED, overlay('usr-overlay', 'ro', 'upperdir=/run/x')], {}, { remountsUsr: true })).toBe('overlay-read-only');
    expect(rule([ROOT, MERGED], {}, { remountsUsr: true })).toBe('sysext-merged');
  });

  it("the package manager's own overlay is waited for, where it can put one up", () => {
    const request: Partial<Request> = { transientOn: ['ostree', 'bootc'] };
    expect(rule(...locked, request)).toBe('own-transient');
    expect(rule(...locked, { transientOn: ['bootc'] })).toBe('image-locked');
    expect(rule([ROOT, LOCKED], {}, request)).toBe('read-only-usr');
    expect(rule([DEPLOYMENT, LOCKED, overlay('overlay', 'ro')], OSTREE, request)).toBe('own-transient');
    expect(rule([DEPLOYMENT, LOCKED, MERGED], OSTREE, request)).toBe('own-transient');
    expect(rule([DEPLOYMENT, LOCKED, overlay('overlay', 'rw'), MERGED.replace('40 30', '50 40')], OSTREE, request)).toBe('sysext-merged');
    expect(rule([DEPLOYMENT, LOCKED], { ...OSTREE, ...UNLOCKED }, request)).toBe('stale-unlock');
    expect(rule([DEPLOYMENT, LOCKED, overlay('overlay', 'rw')], OSTREE, request)).toBe('transient-overlay');
  });

  it('a notice is not said twice, a refusal is', () => {
    expect(rule([DEPLOYMENT, LOCKED, overlay('overlay', 'rw')], OSTREE, { alreadyTold: true })).toBe('already-told');
    expect(rule(...locked, { alreadyTold: true })).toBe('image-locked');
  });
});

describe('where two rules fit, the first one speaks', () => {
  const unlocked = [DEPLOYMENT, LOCKED, overlay('overlay', 'rw')];
  const plan: Transaction = { installed: 1, upgraded: 0, removed: 0, bytes: 2, bootPackages: ['linux-image'], suiteChange: { package: 'base-files', from: 'bookworm', to: 'trixie' }, scripts: true };
  const room: Room = { used: 0, free: 1, isTmpfs: true, memory: 1 };
  it.each<[RuleName, RuleName, string[], Evidence, Partial<Request>]>([
    ['switched-off', 'ordinary-user', [ROOT], {}, { switchedOff: true, root: false }],
    ['ordinary-user', 'changes-nothing', [ROOT], {}, { root: false, changesNothing: true }],
    ['changes-nothing', 'other-root', [ROOT], {}, { changesNothing: true, otherRoot: true }],
    ['other-root', 'own-remount', [ROOT, LOCKED], {}, { otherRoot: true, remountsUsr: true }],
    ['writable-environment', 'suite-change', [ROOT, overlay('overlay', 'rw')], { environment: 'chroot=yes' }, { plan }],
    ['offline', 'suite-change', unlocked, OSTREE, { plan, offline: true }],
    ['suite-change', 'kernel', unlocked, OSTREE, { plan }],
    ['kernel', 'larger-than-room', unlocked, OSTREE, { plan: { ...plan, suiteChange: null }, room }],
    ['larger-than-room', 'already-told', unlocked, OSTREE, { plan: { ...plan, suiteChange: null, bootPackages: [] }, room, alreadyTold: true }],
    ['already-told', 'hotfix', [DEPLOYMENT, LOCKED, HOTFIX], OSTREE, { alreadyTold: true, plan: null, room }],
    ['stopped-after-error', 'own-transient', [DEPLOYMENT, LOCKED.replace('/usr ro - ext4 /dev/vda rw', '/usr rw - ext4 /dev/vda ro')], OSTREE, { transientOn: ['ostree'] }],
    ['own-transient', 'sysext-merged', [DEPLOYMENT, LOCKED, MERGED], OSTREE, { transientOn: ['ostree'] }],
    ['sysext-merged', 'container-read-only', [READ_ONLY_ROOT, MERGED], { environment: 'chroot=yes' }, {}],
    ['container-read-only', 'unlocked-elsewhere', [READ_ONLY_ROOT], { environment: 'chroot=yes', 'mountinfo-pid1': unlocked.join('\n') }, {}],
    ['unlocked-elsewhere', 'overlay-read-only', [DEPLOYMENT, LOCKED, overlay('overlay', 'ro')], { ...OSTREE, 'mountinfo-pid1': unlocked.join('\n') }, {}],
  ])('%s before %s', (first, second, lines, evidence, request) => {
    const seen = host(lines, evidence);
    const asked: Request = { ...PLAIN_REQUEST, ...request };
    expect(RULES.filter(({ check }) => check(seen, asked) !== null).map(({ name }) => name)).toEqual(expect.arrayContaining([first, second]));
    expect(decide(seen, asked).rule).toBe(first);
  });
});

it('every name is used once, and says in a sentence of its own what it means', () => {
  expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length);
  expect(new Set(RULES.map(({ summary }) => summary)).size).toBe(RULES.length);
  expect(RULES.map(({ summary }) => summary).filter((summary) => !/^(\/usr|[a-z]+) .*[^.]$/.test(summary))).toEqual([]);
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
