// Where ostree, bootc or a leftover say otherwise than the mount table. See test/unit/overlay/words/status.test.ts for captured hosts.

import { describe, expect, it } from '@jest/globals';
import { disagreements } from '../../../src/host/disagreements.ts';
import type { Evidence } from '../../../src/host/evidence.ts';
import { parseFacts } from '../../../src/host/facts.ts';
import { describeHost } from '../../../src/host/host.ts';
import { parseMountinfo } from '../../../src/text/mountinfo.ts';
import { CHECKSUM, COMPOSEFS, DEPLOYMENT, HOTFIX, LOCKED, MERGED, OSTREE, overlay, ROOT, UNLOCKED } from '../mount-lines.ts';

const WRITABLE = overlay('overlay', 'rw');
const READ_ONLY = overlay('overlay', 'ro');
const FOLLOWER = '50 20 0:60 / /etc/pam.d rw - overlay usr-overlay-follow rw';
const TRANSIENT_ROOT = COMPOSEFS.replace('ro - overlay composefs:digest ro', 'rw - overlay composefs:digest rw,upperdir=/run/x');

function saidOf(lines: readonly string[], evidence: Evidence): string[] {
  const mountinfo = lines.join('\n');
  const facts = parseFacts({ mountinfo, environment: 'bootc=yes\n', ...evidence });
  return disagreements(describeHost(facts), facts, parseMountinfo(mountinfo));
}

const ostree = (unlocked: string): Evidence => ({
  ...OSTREE, environment: '', 'ostree-admin-status.json': JSON.stringify({ deployments: [{ booted: true, stateroot: 'debian', checksum: CHECKSUM, serial: 0, unlocked }] }),
});
const pid1 = (...lines: string[]): Evidence => ({ 'mountinfo-pid1': [DEPLOYMENT, ...lines].join('\n') });

describe('ostree', () => {
  it.each<[string, string[], Evidence, string | null]>([
    ['agrees with no overlay', [LOCKED], ostree('none'), null],
    ['agrees with a writable one', [LOCKED, WRITABLE], ostree('development'), null],
    ['agrees with a read-only one', [LOCKED, READ_ONLY], ostree('transient'), null],
    ['agrees with a hotfix', [LOCKED, HOTFIX], ostree('hotfix'), null],
    ['says writable of a read-only one', [LOCKED, READ_ONLY], ostree('development'), 'ostree says development: its overlay on /usr is read-only now'],
    ['says read-only of a writable one', [LOCKED, WRITABLE], ostree('transient'), 'ostree says transient: its overlay on /usr is read/write now'],
    ['says read-only, as it is for PID 1', [LOCKED, WRITABLE], { ...ostree('transient'), ...pid1(LOCKED, READ_ONLY) }, 'ostree says transient: its overlay on /usr is read/write in this mount namespace only'],
    ['says read-only, and for PID 1 there is none', [LOCKED, WRITABLE], { ...ostree('transient'), ...pid1() }, 'ostree says transient: its overlay on /usr is read/write in this mount namespace only'],
    ['says read-only, and it is writable for PID 1, too', [LOCKED, WRITABLE], { ...ostree('transient'), ...pid1(LOCKED, WRITABLE) }, 'ostree says transient: its overlay on /usr is read/write now'],
    ['says a hotfix of a writable one', [LOCKED, WRITABLE], ostree('hotfix'), 'ostree says hotfix: its overlay on /usr is read/write now'],
    ['says so of one that is gone', [LOCKED], ostree('development'), 'ostree says development: its overlay is gone, and ostree refuses another. To clear that: `usr-overlay down`'],
    ['left a state file, and was not asked', [LOCKED], { ...OSTREE, environment: '', ...UNLOCKED }, 'ostree says development: its overlay is gone, and ostree refuses another. To clear that: `usr-overlay down`'],
    ['says nothing of its unlock', [LOCKED, WRITABLE], ostree('none'), 'ostree says none: its unlock was interrupted. To remove the overlay: `usr-overlay down`'],
    ['says so below a merge', [LOCKED, MERGED], ostree('development'), 'ostree says development: a merged system extension is on its overlay'],
    ["says nothing of somebody's", [LOCKED, overlay('overlay', 'rw', 'lowerdir=/usr,upperdir=/x')], ostree('none'), null],
  ])('%s', (_, lines, evidence, expected) => {
    expect(saidOf([DEPLOYMENT, ...lines], evidence)).toEqual(expected === null ? [] : [expected]);
  });

  it('says nothing of a transient root', () => {
    expect(saidOf([TRANSIENT_ROOT], ostree('none'))).toEqual([]);
  });

  it('is not asked where only PID 1 sees the overlay', () => {
    expect(saidOf([DEPLOYMENT, LOCKED], { ...ostree('development'), ...pid1(LOCKED, WRITABLE) })).toEqual(['PID 1 has a writable overlay on /usr, which this mount namespace does not see']);
  });
});

describe('bootc', () => {
  const bootc = (accessMode: string | null, persistence = 'transient'): Evidence => ({
    'bootc-status.json': JSON.stringify({ kind: 'BootcHost', spec: { image: {} }, status: { booted: { composefs: {} }, usrOverlay: accessMode === null ? null : { accessMode, persistence } } }),
  });
  const OWN = overlay('transient', 'rw', 'lowerdir+=/usr,upperdir=/upper,workdir=/work');
  const CHECKOUT = '30 20 0:34 /usr /usr ro - overlay composefs:digest ro,lowerdir+=/run/x';

  it.each<[string, string[], Evidence, string | null]>([
    ['agrees with no overlay', [CHECKOUT], bootc(null), null],
    ['agrees with its own', [CHECKOUT, OWN], bootc('readWrite'), null],
    ['sees none', [CHECKOUT, OWN], bootc(null), 'bootc says that no overlay is on /usr'],
    ['sees none, and a merge is none of its own', [CHECKOUT, MERGED], bootc(null), null],
    ['says read-only of a writable one', [CHECKOUT, OWN], bootc('readOnly'), 'bootc says that the overlay on /usr is transient and readOnly'],
    ['says persistent of a transient one', [CHECKOUT, OWN], bootc('readWrite', 'persistent'), 'bootc says that the overlay on /usr is persistent and readWrite'],
    ['takes a mount point for an overlay', [CHECKOUT], bootc('readWrite'), 'bootc says that the overlay on /usr is transient and readWrite'],
    ['is not asked of a host without a mount on /usr', [], bootc('readWrite'), null],
  ])('%s', (_, lines, evidence, expected) => {
    expect(saidOf([COMPOSEFS, ...lines], evidence)).toEqual(expected === null ? [] : [expected]);
  });

  it('says nothing of a transient root', () => {
    expect(saidOf([TRANSIENT_ROOT], bootc(null))).toEqual([]);
  });

  it('answers otherwise than the signs', () => {
    expect(saidOf([DEPLOYMENT, LOCKED], { ...OSTREE, environment: '', ...bootc(null) })).toEqual(['bootc says that it manages this host, but its mounts do not look like it']);
  });
});

it.each<[string, string[], string, number]>([
  ['an overlay that has lost its followers', [ROOT, overlay('usr-overlay', 'rw', 'upperdir=/run/x')], 'followed=yes\n', 1],
  ['one that never had any', [ROOT, overlay('usr-overlay', 'rw', 'upperdir=/run/x')], '', 0],
  ['one that has them', [ROOT, overlay('usr-overlay', 'rw', 'upperdir=/run/x'), FOLLOWER], 'followed=yes\n', 0],
  ['no overlay', [ROOT], 'followed=yes\n', 0],
])('%s', (_, lines, environment, expected) => {
  expect(saidOf(lines, { environment }).filter((line) => line.includes('have lost their overlays'))).toHaveLength(expected);
});

it.each<[string, string[], number]>([
  ['followers without an overlay', [ROOT, FOLLOWER], 1],
  ['followers of one', [ROOT, overlay('usr-overlay', 'rw', 'upperdir=/run/x'), FOLLOWER], 0],
  ["somebody's overlay elsewhere", [ROOT, FOLLOWER.replace('usr-overlay-follow', 'overlay')], 0],
])('%s', (_, lines, left) => {
  expect(saidOf(lines, {})).toHaveLength(left);
});
