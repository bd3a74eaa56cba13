import { expect, it } from '@jest/globals';
import type { OverlayRecord, PutBackReport } from '../../../src/record/record.ts';
import { logLines, parkedOf } from '../../../src/record/log-words.ts';
import { keptLines, putBackWords } from '../../../src/record/words.ts';

const NONE: PutBackReport = { removed: [], restored: [], kept: [], users: [], groups: [] };

it('says nothing where nothing was done', () => {
  expect(putBackWords(NONE)).toEqual([]);
  expect(keptLines(NONE)).toEqual([]);
});

it('counts what was done, and names what stays', () => {
  const report = { ...NONE, removed: ['/etc/a', '/boot/x', '/etc/b'], restored: ['/etc/c', '/efi/y', '/boot/z'], kept: [{ path: '/etc/d', why: 'it was edited' }], users: ['d'], groups: ['d', 'e'] };
  expect([...putBackWords(report).map(({ where, words }) => `${where}: ${words}`), ...keptLines(report)]).toEqual([
    '/etc: removed 2 files and links of packages that are gone, restored 1 file or link of the image',
    '/boot: removed 1 file or link of packages that are gone, restored 2 files and links that they had changed',
    '/etc/d stays: it was edited',
    'added in the overlay, and kept: user d; groups d, e. /etc/passwd and /etc/group now differ from the image, so users added by later images will be missing. Once nothing uses them, remove them: `userdel NAME`, `groupdel NAME`',
  ]);
});

it.each([
  [['d'], [], '`userdel NAME`'],
  [[], ['d'], '`groupdel NAME`'],
  [['d'], ['d'], '`userdel NAME`, `groupdel NAME`'],
])('names the command for users %j and groups %j', (users, groups, commands) => {
  expect(keptLines({ ...NONE, users, groups })[0]?.replace(/.*remove them: /, '')).toBe(commands);
});

it('puts many that stay for one reason on one line', () => {
  const kept = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => ({ path: `/etc/${name}`, why: 'it was edited' }));
  expect(keptLines({ ...NONE, kept })).toEqual(['/etc/a, /etc/b, /etc/c, /etc/d, /etc/e and 2 more stay (`usr-overlay log --json` names them): it was edited']);
});

it('does not say of what is missing that it stays', () => {
  const kept = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ path: `/etc/${name}`, why: 'not put back: no space is left on the device' }));
  expect(keptLines({ ...NONE, kept: kept.slice(0, 1) })).toEqual(['/etc/a is not put back: no space is left on the device']);
  expect(keptLines({ ...NONE, kept })).toEqual(['/etc/a, /etc/b, /etc/c, /etc/d, /etc/e and 1 more are not put back (`usr-overlay log --json` names them): no space is left on the device']);
});

it('log: one overlay after the other', () => {
  const change = { manager: 'dpkg', architecture: 'all', asked: true, implied: false } as const;
  const record: OverlayRecord = {
    schema: 1, id: 'x', overlay: { boot: 'b', device: '0:1', born: 1 }, since: '2026-11-22T20:00:00.123Z', by: 'ada', backend: 'ostree', accessMode: 'readWrite', persistence: 'transient',
    packages: [
      { ...change, name: 'one', label: 'one', change: 'installed', before: null, after: '1.0' },
      { ...change, name: 'two', label: 'two', change: 'upgraded', before: '1.0', after: '1.1' },
      { ...change, name: 'three', label: 'three', change: 'removed', before: '2.0', after: null },
    ],
    ended: null, putBack: null,
  };
  const earlier: OverlayRecord = { ...record, since: null, by: null, packages: [], ended: { how: 'reboot', at: '2026-11-22T21:00:00.000Z' }, putBack: { ...NONE, removed: ['/etc/a'] } };
  expect(logLines([record, earlier], 80)).toEqual([
    'overlay:        2026-11-22 20:00:00 UTC, by ada',
    'kind:           ostree, transient, read/write',
    'installed:      one 1.0',
    'upgraded:       two 1.0 -> 1.1',
    'removed:        three 2.0',
    'state:          active',
    '',
    'overlay:        at an unknown time',
    'kind:           ostree, transient, read/write',
    'state:          ended by a reboot, 2026-11-22 21:00:00 UTC',
    'cleaned up:     removed 1 file or link of packages that are gone',
  ]);
});

it('each persistent overlay that is not mounted has its own reason', () => {
  const image = { kind: 'ostree', value: 'a'.repeat(64), name: 'Debian' } as const;
  const record = { persistence: 'persistent', backend: 'native', ended: null, image } as unknown as OverlayRecord;
  const now = { reason: 'boots-failed', image: 'Debian (aaaaaaaaaaaa)', detail: null } as const;
  const other = { ...record, image: { ...image, value: 'b'.repeat(64) } };
  expect(parkedOf(record, now, () => false)).toEqual(now);
  const away = { reason: 'storage', image: 'an unknown image', detail: '/srv/disk is not mounted' } as const;
  expect(parkedOf(other, away, () => false)).toEqual(away);
  expect(parkedOf(other, now, () => false)).toEqual({ reason: 'other-image', image: 'Debian (bbbbbbbbbbbb)', detail: null });
  expect([parkedOf(record, now, () => true), parkedOf({ ...record, persistence: 'transient' }, now, () => false), parkedOf({ ...record, ended: { how: 'down', at: '' } }, now, () => false)]).toEqual([null, null, null]);
});
