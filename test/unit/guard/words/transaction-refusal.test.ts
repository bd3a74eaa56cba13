// What is said where /usr can be written and the plan is refused: golden, with hints that fit the host.
import { describe, expect, it } from '@jest/globals';
import { DEFAULT_CONFIG } from '../../../../src/config/config.ts';
import { decide } from '../../../../src/guard/decide.ts';
import { parseFacts } from '../../../../src/host/facts.ts';
import { describeHost } from '../../../../src/host/host.ts';
import { describeTransaction, type Transaction } from '../../../../src/guard/request/transaction.ts';
import { type Room } from '../../../../src/host/free-space.ts';
import { PLAIN_REQUEST, type Request } from '../../../../src/guard/request/request.ts';
import { notice } from '../../../../src/guard/words/notice.ts';
import { refusal } from '../../../../src/guard/words/refusal.ts';

const M = 1024 ** 2;
const SEE = 'refusing to operate. See `man apt-image-based` for more information.';
const allowedBy = (key: string): string => `to allow it, below \`[allow]\` in /etc/apt-image-based/config.toml: \`${key} = true\``;
const ROOT = '20 1 254:0 / / rw - ext4 /dev/vda rw';
const NATIVE = '40 20 0:50 / /usr rw - overlay usr-overlay rw,upperdir=/run/usr-overlay/usr/upper';
const ON_DISK = '40 20 0:50 / /usr rw - overlay overlay rw,lowerdir=usr,upperdir=/var/tmp/ostree-unlock-ovl.X/upper';
const EMPTY: Transaction = { installed: 0, upgraded: 0, removed: 0, bytes: 0, bootPackages: [], suiteChange: null, scripts: true };
const TMPFS: Room = { used: 0, free: 20 * M, isTmpfs: true, memory: 2048 * M };

const hostOf = (overlay: string, environment = '') => describeHost(parseFacts({ mountinfo: `${ROOT}\n${overlay}`, environment }));
const ask = (plan: Partial<Transaction>, { overlay = NATIVE, room = TMPFS, ...more }: Omit<Partial<Request>, 'room'> & { overlay?: string; room?: Room } = {}) => {
  const host = hostOf(overlay);
  const request: Request = { ...PLAIN_REQUEST, plan: { ...EMPTY, ...plan }, room, ...more };
  const { verdict, rule } = decide(host, request);
  return { verdict, rule, ...(verdict === 'refuse' ? refusal(rule, host, request) : {}) };
};
const allow = (key: keyof typeof DEFAULT_CONFIG.allow): Pick<Request, 'config'> => ({ config: { ...DEFAULT_CONFIG, allow: { ...DEFAULT_CONFIG.allow, [key]: true } } });

describe('larger than the room', () => {
  it('names both figures, and a larger overlay where memory has it', () => {
    expect(ask({ bytes: 40 * M })).toEqual({
      verdict: 'refuse',
      rule: 'larger-than-room',
      line: `error: this needs 40M, but only 20M is free in /usr, and 16M of that must stay free, ${SEE}`,
      hints: [
        'for a larger overlay, without what is in this one: `sudo usr-overlay down && sudo usr-overlay up --backend native --size 70M`',
        allowedBy('larger-than-room'),
      ],
    });
  });

  it('offers what there is: the disk, or nothing but the image', () => {
    const disk: Room = { ...TMPFS, isTmpfs: false };
    expect(ask({ bytes: 40 * M }, { overlay: ON_DISK, room: disk }).hints?.[1]).toBe('free space where the overlay is stored, in /var/tmp/ostree-unlock-ovl.X/upper');
    expect(ask({ bytes: 40 * M }, { overlay: ON_DISK, room: { ...disk, memory: 30 * M } }).hints).toHaveLength(2);
    expect(ask({ bytes: 40 * M }, { room: { ...TMPFS, memory: 30 * M } }).hints?.[0]).toBe('add it to the image that this host boots');
  });

  it.each<[string, string, number | null, Partial<Request>]>([
    ['refuse', 'one byte too many', 4 * M + 1, {}],
    ['notice', 'what just fits', 4 * M, {}],
    ['notice', 'what the margin leaves', 20 * M, { config: { ...DEFAULT_CONFIG, spaceMargin: 0 } }],
    ['notice', 'a size that nobody knows', null, {}],
    ['notice', 'no size at all, in an overlay that is full', 0, { room: { ...TMPFS, free: 0 } }],
    ['notice', 'room that nobody knows', 40 * M, { room: null }],
    ['notice', 'leave by configuration', 40 * M, allow('largerThanRoom')],
    ['allow', 'a simulation', 40 * M, { changesNothing: true }],
    ['allow', 'another root', 40 * M, { otherRoot: true }],
  ])('%s: %s', (expected, _, bytes, more) => {
    expect(decide(hostOf(NATIVE), { ...PLAIN_REQUEST, plan: { ...EMPTY, bytes }, room: TMPFS, ...more }).verdict).toBe(expected);
  });
});

it('a kernel in the plan', () => {
  expect(ask({ bootPackages: ['linux-image-6.1.0-30-amd64', 'initramfs-tools'] })).toEqual({
    verdict: 'refuse',
    rule: 'kernel',
    line: `error: linux-image-6.1.0-30-amd64 and initramfs-tools write to /boot, which the overlay does not cover, ${SEE}`,
    hints: ['add it to the image that this host boots', allowedBy('kernel')],
  });
  expect(ask({ bootPackages: ['dracut'] }, allow('kernel')).verdict).toBe('notice');
});

it('another release', () => {
  const suiteChange = { package: 'base-files', from: '12.4', to: '13.8\x1b[31m' };
  expect(ask({ suiteChange })).toEqual({
    verdict: 'refuse',
    rule: 'suite-change',
    line: `error: this upgrades the host to another release (base-files 12.4 to 13.8?[31m), which an overlay cannot keep, ${SEE}`,
    hints: ['to upgrade, boot an image of that release', allowedBy('suite-change')],
  });
  expect(ask({ suiteChange }, allow('suiteChange')).verdict).toBe('notice');
});

it('what the next reboot is to do is refused where that reboot takes the overlay away', () => {
  const verdict = decide(hostOf(NATIVE), { ...PLAIN_REQUEST, offline: true });
  expect(verdict).toMatchObject({ verdict: 'refuse', rule: 'offline' });
  expect(refusal('offline', hostOf(NATIVE), { ...PLAIN_REQUEST, offline: true })).toEqual({
    line: `error: this change is to be made at the next reboot, which discards the overlay on /usr and the change with it, ${SEE}`,
    hints: ['to make it now, until the next reboot, leave out `--offline`', 'to make it for good, add it to the image that this host boots'],
  });
  expect(decide(hostOf(''), { ...PLAIN_REQUEST, offline: true }).verdict).toBe('allow');
});

it('nothing of it on an ordinary host, or where no overlay can be written', () => {
  const plan: Transaction = { ...EMPTY, bytes: 99 * M, bootPackages: ['dracut'] };
  expect(decide(hostOf(''), { ...PLAIN_REQUEST, plan, room: TMPFS }).verdict).toBe('allow');
  expect(decide(hostOf(NATIVE, 'chroot=yes'), { ...PLAIN_REQUEST, plan, room: TMPFS }).verdict).toBe('allow');
  expect(decide(hostOf(NATIVE.replaceAll(' rw', ' ro')), { ...PLAIN_REQUEST, plan, room: TMPFS }).rule).toBe('overlay-read-only');
});

describe('the notice', () => {
  const hint = (plan: Transaction | null, room: number | null = 20 * M) => notice('transient-overlay', hostOf(NATIVE), { room, databaseFollows: true, packagesChanged: false, isRepair: false, plan }).hints;
  const STAY = 'your edits in /etc and data in /var are kept';

  it.each<[Transaction | null, number | null, string[]]>([
    [null, null, []],
    [null, 20 * M, ['20M is free in /usr']],
    [describeTransaction([{ name: 'a', from: '1', to: '2' }, { name: 'b', from: null, to: '1' }], 3 * M, null), 20 * M, ['this needs 3.0M of the 20M free in /usr; 1 to install, 1 to upgrade']],
    [describeTransaction([{ name: 'a', from: '1', to: null }], 0, null), 20 * M, ['20M is free in /usr; 1 to remove']],
    [describeTransaction([{ name: 'a', from: null, to: '1' }], null, null), null, ['1 to install']],
  ])('%#', (plan, room, expected) => {
    expect(hint(plan, room)).toEqual([STAY, ...expected]);
  });

  it('a database that has lost what it knew of the overlay', () => {
    const { hints } = notice('transient-overlay', { ...hostOf(NATIVE), followersLost: true }, { room: null, databaseFollows: false, packagesChanged: false, plan: null, isRepair: false });
    expect(hints).toEqual([STAY, 'the package database does not list what is in this overlay, as after a soft-reboot. Reboot, or remove the overlay: `sudo usr-overlay down --lazy`']);
  });

  it.each<[boolean | null, string]>([
    [false, 'the package database will still list it; first run: `sudo usr-overlay`'],
    [true, 'the package database will still list it. After the reboot: `sudo usr-overlay doctor --fix`'],
    [null, 'the package database will still list it. After the reboot: `sudo usr-overlay doctor --fix`'],
  ])('a database that does not follow, packages changed already: %s', (packagesChanged, way) => {
    const facts = { room: null, databaseFollows: false, packagesChanged, isRepair: false, plan: null };
    expect(notice('transient-overlay', hostOf(NATIVE), facts).hints).toEqual([STAY, way]);
    // The doctor sends there with an overlay that the database does not follow: `up --no-follow`.
    expect(notice('transient-overlay', hostOf(NATIVE), { ...facts, isRepair: true }).hints).toEqual([STAY]);
  });
});
