// Where an overlay's changes are kept, and what is told of a host without one. See test/unit/overlay/words/status.test.ts for captured hosts.

import { expect, it } from '@jest/globals';
import type { Evidence } from '../../../src/host/evidence.ts';
import { parseFacts } from '../../../src/host/facts.ts';
import { parseMountinfo } from '../../../src/text/mountinfo.ts';
import { reportOverlay, type Asked, type OverlayReport } from '../../../src/overlay/status-report.ts';
import { COMPOSEFS, DEPLOYMENT, HOTFIX, LOCKED, MERGED, overlay, ROOT } from '../mount-lines.ts';

const ASKED: Asked = { room: { used: 1, free: 2, available: 1 }, turnedOn: { since: null, by: 'ada' }, holders: 1, packages: { installed: ['jq'], upgraded: [], downgraded: [], removed: [] } };
const TMPFS = '35 20 0:70 / /run/x rw - tmpfs usr-overlay-follow rw';
const FOLLOWER = '50 20 0:60 / /etc/pam.d rw - overlay usr-overlay-follow rw';

function report(lines: readonly string[], evidence: Evidence = {}): OverlayReport {
  const mountinfo = lines.join('\n');
  return reportOverlay(parseFacts({ mountinfo, ...evidence }), parseMountinfo(mountinfo), ASKED);
}

it.each<[string, string[], OverlayReport['storage']]>([
  ["ostree's: below /var/tmp", [DEPLOYMENT, LOCKED, overlay('overlay', 'rw')], { path: '/var/tmp/ostree-unlock-ovl.X/upper', fsType: 'ext4' }],
  ['our own: in its tmpfs', [ROOT, TMPFS, overlay('usr-overlay', 'rw', 'upperdir=/run/x/usr/upper')], { path: '/run/x/usr/upper', fsType: 'tmpfs' }],
  ["bootc's: in a tmpfs to which no path leads", [COMPOSEFS, overlay('transient', 'rw', 'lowerdir+=/usr,upperdir=/upper,workdir=/work')], { path: null, fsType: 'tmpfs' }],
  ['a hotfix of a deployment that nobody names', [ROOT, HOTFIX], { path: null, fsType: null }],
  ['a transient root: below /run', [COMPOSEFS.replace('ro - overlay composefs:digest ro', 'rw - overlay composefs:digest rw,upperdir=/run/x/upper'), TMPFS], { path: '/run/x/upper', fsType: 'tmpfs' }],
  ['where nothing is mounted around it', [overlay('usr-overlay', 'rw', 'upperdir=/run/x')], { path: '/run/x', fsType: null }],
  ['a merge: nothing', [ROOT, MERGED], null],
  ['no overlay: nothing', [ROOT], null],
  ["a container's root: nothing", [ROOT.replace('ext4 /dev/vda rw', 'overlay overlay rw,upperdir=/var/lib/docker/overlay2/x/diff')], null],
  ['no mount table: nothing', [], null],
])('%s', (_, lines, storage) => {
  const { room, turnedOn, packages, ...told } = report(lines);
  expect(told.storage).toEqual(storage);
  expect({ room, turnedOn, packages, holders: told.holders }).toEqual(storage ? ASKED : { room: null, turnedOn: null, packages: null, holders: 1 });
});

it('names the folders that follow, not what stores them', () => {
  expect(report([ROOT, TMPFS, FOLLOWER, FOLLOWER.replace('/etc/pam.d', '/opt').replace('usr-overlay-follow', 'overlay')]).followers).toEqual(['/etc/pam.d']);
});

it.each<[boolean, string, string[]]>([
  [true, '', [ROOT]],
  [true, '/usr/lib/sysimage/rpm', [ROOT]],
  [false, '/var/lib/dpkg', [ROOT]],
  [true, '/var/lib/dpkg', [ROOT, FOLLOWER.replace('/etc/pam.d', '/var/lib/dpkg')]],
  [false, '/var/lib/dpkg', [ROOT, FOLLOWER.replace('/etc/pam.d', '/var/lib/dpkg').replace('usr-overlay-follow', 'overlay')]],
  [false, '/usr/lib/sysimage/rpm:/var/lib/dpkg', [ROOT]],
  [true, '/var/lib/dpkg', []],
])('follows: %s, databases %s (%#)', (follows, databases, lines) => {
  expect(report(lines, { environment: `databases=${databases}\n` }).databaseFollows).toBe(follows);
});
