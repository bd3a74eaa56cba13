// What the commands that only look say: status, diff, log, kept, holders, check, and what the commands themselves say around it.
import { expect, it } from '@jest/globals';
import { DIFF_WORDS, DOCTOR_WORDS, HOLDERS_NONE, KEPT_WORDS, LOCK_WORDS, RECORD_WORDS, REPORT_WORDS, RUN_WORDS, UP_WORDS, bootChangedLine, needsRootLine } from '../../../src/cli/words.ts';
import { bootLines } from '../../../src/boot/words.ts';
import { containerfileLines } from '../../../src/diff/containerfile.ts';
import { packageLines } from '../../../src/diff/package-words.ts';
import { addTo, emptyTotals, type TreeChange } from '../../../src/diff/tree-change.ts';
import { diffLine, diffSummary } from '../../../src/diff/words.ts';
import { unjudgedLines } from '../../../src/doctor/words.ts';
import type { Holder } from '../../../src/holders/holders.ts';
import { holderLines } from '../../../src/holders/words.ts';
import { describeHost, type Host } from '../../../src/host/host.ts';
import { FOLLOWERS_LOST } from '../../../src/host/disagreements.ts';
import type { KeptThing } from '../../../src/kept/kept-entry.ts';
import { keptLines, notRestorable, pruneLine } from '../../../src/kept/words.ts';
import { reportOverlay, type Asked } from '../../../src/overlay/status-report.ts';
import { stateLine } from '../../../src/overlay/words/state-words.ts';
import { statusLines } from '../../../src/overlay/words/status-words.ts';
import { PARK_REASONS } from '../../../src/persist/state.ts';
import { parkedAdvice, parkedWords } from '../../../src/persist/words.ts';
import type { PackageChange } from '../../../src/packages/package-changes.ts';
import { logLines, openLines } from '../../../src/record/log-words.ts';
import type { OverlayRecord, PutBackReport } from '../../../src/record/record.ts';
import { situation } from '../overlay/situations.ts';
import { expectGolden, type Section } from './golden.ts';

const M = 1024 ** 2;
const WIDE = 1000;
const ASKED: Asked = { room: { used: 5 * M, free: 3072 * M, available: 2048 * M, own: 41 * M }, turnedOn: { since: '2026-11-22T20:00:00.000Z', by: 'ada' }, holders: 2, packages: { installed: ['jq', 'libjq1'], upgraded: [], downgraded: [], removed: ['strace'] } };

function status(host: string, asked: Partial<Asked> = {}): string[] {
  const { facts, mounts } = situation(host);
  const report = reportOverlay(facts, mounts, { ...ASKED, ...asked });
  return [stateLine(report.host, 'to make /usr writable until the next reboot: `sudo usr-overlay`'), ...statusLines(report, WIDE)];
}

const change = (name: string, how: PackageChange['change'], before: string | null, after: string | null, asked: boolean | null = null): PackageChange =>
  ({ manager: 'dpkg', architecture: 'amd64', implied: false, name, label: name, change: how, before, after, asked });
const CHANGES = [change('jq', 'installed', null, '1.7.1-6', true), change('libjq1', 'installed', null, '1.7.1-6', false), change('gawk', 'upgraded', '1:5.2.1-2', '1:5.2.1-3'), change('less', 'downgraded', '668-1', '590-2'), change('strace', 'removed', '6.13+ds-1', null)];

const NONE: PutBackReport = { removed: [], restored: [], kept: [], users: [], groups: [] };
const RECORD: OverlayRecord = {
  schema: 1, id: '20261122T200000000Z', overlay: { boot: 'b', device: '0:1', born: 1 }, since: '2026-11-22T20:00:00.000Z', by: 'ada', backend: 'ostree', accessMode: 'readWrite', persistence: 'transient', packages: CHANGES, ended: null, putBack: null,
};
const ended = (how: NonNullable<OverlayRecord['ended']>['how'], more: Partial<OverlayRecord> = {}): OverlayRecord => ({ ...RECORD, packages: [], ended: { how, at: '2026-11-22T21:00:00.000Z' }, ...more });
const OPEN = ended('down', { pending: [{ path: '/etc/a', why: 'no space is left on the device; the next `up`, `down` or boot tries again' }] });

const file = (path: string, how: TreeChange['change'], more: Partial<TreeChange> = {}): TreeChange => ({ path: path as TreeChange['path'], change: how, type: 'file', what: how === 'changed' ? 'content' : null, size: how === 'removed' ? null : 48 * 1024, sizeBefore: how === 'added' ? null : 40 * 1024, again: false, ...more });
const FILES = [file('/usr/bin/jq', 'added'), file('/usr/bin/gawk', 'changed'), file('/usr/bin/strace', 'removed')];
const totals = emptyTotals();
for (const each of FILES) addTo(totals, each);

const thing: KeptThing = {
  folder: '20261130T160000Z', path: '/etc/foo.conf', type: 'file', why: 'edited by hand in a folder that is discarded with the overlay', overlay: null, at: '2026-11-30T16:00:00.000Z', mtime: '2026-01-01T00:00:00.000Z',
  mode: 0o640, uid: 0, gid: 0, size: 2048, digest: 'ab', target: null, copy: '1/foo.conf', from: null,
};
const THINGS: KeptThing[] = [thing, { ...thing, path: '/etc/alternatives/awk', type: 'link', target: '/usr/bin/mawk', copy: null }, { ...thing, path: '/etc/foo.d', type: 'folder' }, { ...thing, path: '/etc/bar', copy: null, from: 'the image' }, { ...thing, path: '/etc/baz', type: 'other', copy: null }];

const holder: Holder = { pid: 42, user: 'ada', command: 'less /usr/share/doc/jq/NEWS', unit: null, reasons: [{ kind: 'fd', path: '/usr/x', deleted: true, writable: true }], own: false, namespace: 'run', detached: false };

/** Each sentence of a table, with example words where it takes some. */
const sentences = (prefix: string, table: Readonly<Record<string, string | ((...words: never[]) => string)>>, ...words: (string | number | boolean | null)[]): string[] =>
  Object.values(table).map((each) => `${prefix}${typeof each === 'string' ? each : each(...(words as never[]))}`);

const FOREIGN = { backend: 'unknown', accessMode: 'readWrite', persistence: null, upperdir: null } as const;
const WRITABLE = { writable: true, mountPoint: '/usr', fsType: 'ext4' };
const STATES: Partial<Host>[] = [
  { usr: { ...WRITABLE, writable: null } }, { usr: WRITABLE, imageManager: null }, { usr: WRITABLE, environment: 'container' }, { usr: WRITABLE, usrOverlay: { ...FOREIGN, backend: 'sysext' } }, { usr: WRITABLE, usrOverlay: FOREIGN },
  { usr: WRITABLE, usrOverlay: { ...FOREIGN, persistence: 'transient' } }, { usr: WRITABLE, usrOverlay: { ...FOREIGN, persistence: 'persistent' } },
];

const SECTIONS: Section[] = [
  ['status: no overlay', status('trixie-plain-locked')],
  ['status: a temporary overlay on disk', status('trixie-plain-unlock-development')],
  ['status: one for `run`, in which nothing was changed', status('forky-cfs-unlock-transient', { packages: { installed: [], upgraded: [], downgraded: [], removed: [] }, holders: 0 })],
  ['status: a hotfix', status('trixie-plain-unlock-hotfix')],
  ["status: bootc's", status('bootc-qemu-up')],
  ['status: system extensions', status('trixie-plain-sysext-locked')],
  ['status: /usr is writable', status('trixie-plain-remount-rw')],
  ['status: the first line of other hosts', STATES.map((each) => stateLine({ ...describeHost(situation('trixie-plain-locked').facts), ...each }, null))],
  ...PARK_REASONS.map((reason): Section => [`a persistent overlay is parked: ${reason}`, [`parked: ${parkedWords({ reason, image: 'debian-13', detail: null })}; ${parkedAdvice({ reason, image: 'debian-13', detail: null })}`]]),
  ['status: folders that followed are lost', [`note: ${FOLLOWERS_LOST}`]],
  ['what packages changed in /boot', bootLines({ changed: ['/boot/vmlinuz-6.12', '/boot/initrd.img-6.12', '/boot/config-6.12', '/boot/x'], doubtful: ['/boot/grub/grub.cfg'] }).map((line) => `note: ${line}`)],
  ['diff', [...FILES.map((each) => diffLine(each, null)), diffLine(file('/etc/hosts', 'changed'), 'stays'), diffLine(file('/etc/jq.conf', 'added'), 'as shipped'), diffLine(file('/etc/pam.d/x', 'changed', { what: 'metadata' }), 'by hand'), ...diffSummary(totals, emptyTotals(), null)]],
  ['diff of an overlay that stays', [...diffSummary(totals, emptyTotals(), 'persistent'), ...diffSummary(totals, emptyTotals(), 'hotfix')]],
  ['diff --packages', packageLines(CHANGES)],
  ['diff --packages, nothing', packageLines([])],
  ['diff --containerfile', containerfileLines({ changes: CHANGES, offers: new Map(CHANGES.map((each) => [each, each.name === 'less' ? 'none' : 'first'] as const)), staying: [{ ...file('/etc/hosts', 'changed'), asShipped: false }] })],
  ['diff --containerfile, without package lists', containerfileLines({ changes: CHANGES.slice(0, 1), offers: new Map(), staying: [] })],
  ['diff --containerfile, nothing', containerfileLines({ changes: [], offers: new Map(), staying: [] })],
  ['log', logLines([RECORD], WIDE)],
  ...(['down', 'reboot', 'replaced', 'unknown'] as const).map((how): Section => [`log: ended by ${how}`, logLines([ended(how, { putBack: { ...NONE, removed: ['/etc/a', '/boot/b'] } })], WIDE)]),
  ['log: a persistent overlay that is not mounted', logLines([{ ...RECORD, backend: 'native', persistence: 'persistent' }], WIDE, () => ({ reason: 'other-image', image: 'debian-13', detail: null }))],
  ['log: not all is cleaned up', [...logLines([OPEN], WIDE), ...openLines([OPEN], true).map((line) => `note: ${line}`)]],
  ['log: what belongs to another deployment', openLines([ended('reboot', { deployment: 'debian 1a2b.0', settledIn: ['debian 3c4d.0'] })], true).map((line) => `note: ${line}`)],
  ['kept', keptLines(THINGS, WIDE)],
  ['kept: not restorable', [notRestorable(undefined, '/etc/x'), notRestorable(THINGS[3], '/etc/bar')].map((line) => `error: ${line ?? ''}`)],
  ['kept: old copies were deleted', [`note: ${pruneLine([{ name: '20260101T000000Z', bytes: 5 * M, because: 'age' }]) ?? ''}`, `note: ${pruneLine([{ name: '20260101T000000Z', bytes: 5 * M, because: 'age' }, { name: '20260301T000000Z', bytes: 5 * M, because: 'size' }]) ?? ''}`]],
  ['holders', [...holderLines([holder, { ...holder, pid: 4242, user: 'root', unit: 'cron.service', command: '/usr/sbin/cron -f', namespace: 'host', reasons: [{ kind: 'exe', path: '/usr/sbin/cron', deleted: false, writable: false }] }], WIDE), HOLDERS_NONE]],
  ['doctor: not checked', unjudgedLines(['/var/lib/dpkg/status cannot be read, or dpkg did not write it', 'the dependencies: apt-get is not installed'], WIDE)],
  ['root is needed', [`error: ${needsRootLine('down', 'sudo usr-overlay down')}`, `error: ${needsRootLine('down', null)}`]],
  ['two at a time', [`error: ${LOCK_WORDS.otherIsRunning('pid 42, usr-overlay up')}`, `error: ${LOCK_WORDS.hostNotEntered('the program nsenter is not installed')}`]],
  ['up, itself', [...sentences('error: ', { size: UP_WORDS.size, storage: UP_WORDS.sizeAndStorage, follow: UP_WORDS.followMissing }, '/srv/overlay'), `error: ${UP_WORDS.otherContext('the overlay on /usr is there, but /usr/bin/true cannot be executed through it')}`, `note: ${UP_WORDS.unseen}`, `note: ${UP_WORDS.updateAtWork(5)}`]],
  ['run, itself', sentences('error: ', RUN_WORDS, 'nosuchcmd', 'permission denied')],
  ['diff, itself', [...sentences('error: ', DIFF_WORDS, 'no path leads to the image below the transient root'), `error: ${DIFF_WORDS.noPastOverlay(false)}`]],
  ['doctor, itself', [...[DOCTOR_WORDS.atWork('apt-get, process 42'), DOCTOR_WORDS.atWork(null), DOCTOR_WORDS.busy, DOCTOR_WORDS.noTerminal].map((line) => `error: ${line}`), DOCTOR_WORDS.question, DOCTOR_WORDS.declined, ...[DOCTOR_WORDS.notRepaired('gawk', 'apt has no copy of 1:5.2.1-2'), DOCTOR_WORDS.stays('/etc/foo', 'it is not as gawk shipped it'), DOCTOR_WORDS.etcStays, DOCTOR_WORDS.backup('/var/lib/apt-image-based/kept/20261130T160000Z/dpkg')].map((line) => `note: ${line}`)]],
  ['log and put-back, themselves', [RECORD_WORDS.none, RECORD_WORDS.nothingToCleanUp, RECORD_WORDS.cleanedUp('/etc', 'removed 1 file or link of packages that are gone'), `note: ${RECORD_WORDS.cleanedUpEarlier('/etc', 'removed 1 file or link of packages that are gone')}`, `warning: ${RECORD_WORDS.unreadable('/var/lib/apt-image-based/log/x')}`, `warning: ${RECORD_WORDS.notKept("mkdir '/var/lib/apt-image-based': no space is left on the device")}`]],
  ['kept, itself', [KEPT_WORDS.none, KEPT_WORDS.restored('/etc/foo.conf', '20261130T160000Z'), `error: ${KEPT_WORDS.notRestored('/etc/foo.conf', 'its folder is a link, or is gone')}`]],
  ['report, itself', [REPORT_WORDS.written(23, '"./host"'), `note: ${REPORT_WORDS.bootcSilent('answers to root alone')}`]],
  ['at a boot', [`warning: ${bootChangedLine('/etc/pam.d', 'it was changed, and it is not known whether by a package or by a person')}`]],
];

it('is the golden text', () => expectGolden('readers', SECTIONS));

it('has a section for each captured state that it names', () => expect(SECTIONS.filter(([, lines]) => lines.length === 0)).toEqual([]));
