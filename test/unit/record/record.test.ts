import { describe, expect, it } from '@jest/globals';
import { mergeReports, parseRecord, standing, whyOpen, type OverlayRecord, type PutBackReport } from '../../../src/record/record.ts';
import type { PackageChange } from '../../../src/packages/package-changes.ts';
import { spoiled } from '../spoiled.ts';

const CHANGED = 'it was changed after it was installed';

/** What is shown of a package later; the rest of a change serves only while the overlay is on. */
const SHOWN = { label: 'libc6:i386', change: 'upgraded', before: '2.41-12', after: '2.42-4' } as const;
const CHANGE: PackageChange = { ...SHOWN, manager: 'dpkg', name: 'libc6', architecture: 'i386', asked: false, implied: true };

const ENDED = {
  schema: 1,
  id: '20261122T104233-7c31',
  overlay: { boot: '5c068d61cb9b4dfb939db0f07d50cd19', device: '0:52', born: 1795344153.5 },
  since: '2026-11-22T10:42:33Z',
  by: 'alice',
  backend: 'ostree',
  accessMode: 'readWrite',
  persistence: 'transient',
  packages: [CHANGE],
  ended: { how: 'reboot', at: '2026-11-23T07:00:01Z' },
  putBack: { removed: ['/etc/a'], restored: ['/etc/b'], kept: [{ path: '/etc/c', why: CHANGED }], users: ['u'], groups: ['g'] },
} satisfies OverlayRecord;

const ON: OverlayRecord = { ...ENDED, since: null, by: null, ended: null, putBack: null, packages: [{ ...CHANGE, before: null }, { ...CHANGE, after: null }] };

const DEPLOYMENT = '/sysroot/ostree/deploy/os/deploy/abc.0';
const OPEN: OverlayRecord = { ...ENDED, id: '20261122T104233000Z-7c31', deployment: DEPLOYMENT, settledIn: ['/b.0'], pending: [{ path: '/etc/a', why: 'the file system is read-only' }] };

describe('a record', () => {
  it.each([['that has ended', ENDED], ['that is on', ON], ['that holds no package', { ...ON, packages: [] }], ['that is open', OPEN]])('of an overlay %s is read back', (_, record) => {
    expect(parseRecord(JSON.stringify(record))).toEqual(record);
  });

  it.each([...spoiled({ ...ENDED, packages: [SHOWN] }, true), ...spoiled({ ...ON, packages: [] }, true)])('is none where %s is something else', (_, copy) => {
    expect(parseRecord(JSON.stringify(copy))).toBeNull();
  });

  it.each(['', '{', '[]', 'null', '"x"', JSON.stringify(ENDED).slice(0, -1), JSON.stringify({ ...ENDED, schema: 2 })])('is none: %s', (text) => {
    expect(parseRecord(text)).toBeNull();
  });
});

describe('two goes at putting back', () => {
  const report = (more: Partial<PutBackReport>): PutBackReport => ({ removed: [], restored: [], kept: [], users: [], groups: [], ...more });

  it.each<[string, Partial<PutBackReport> | null, Partial<PutBackReport>, Partial<PutBackReport>]>([
    ['are one where there was no other', null, { removed: ['/etc/a'], users: ['u'] }, { removed: ['/etc/a'], users: ['u'] }],
    ['come to both, each path once', { removed: ['/etc/a', '/etc/b'], restored: ['/etc/r'] }, { removed: ['/etc/b', '/etc/c'], restored: ['/etc/s'] }, { removed: ['/etc/a', '/etc/b', '/etc/c'], restored: ['/etc/r', '/etc/s'] }],
    ['leave a path that stays after all', { removed: ['/etc/a', '/etc/b'], restored: ['/etc/c'] }, { kept: [{ path: '/etc/a', why: CHANGED }, { path: '/etc/c', why: CHANGED }] }, { removed: ['/etc/b'], kept: [{ path: '/etc/a', why: CHANGED }, { path: '/etc/c', why: CHANGED }] }],
    ['forget why a path stayed that the second one put back', { kept: [{ path: '/etc/a', why: 'first' }, { path: '/etc/b', why: 'first' }] }, { removed: ['/etc/a'], restored: ['/etc/b'] }, { removed: ['/etc/a'], restored: ['/etc/b'] }],
    ['give the later reason', { kept: [{ path: '/etc/a', why: 'first' }, { path: '/etc/b', why: 'first' }] }, { kept: [{ path: '/etc/a', why: 'second' }] }, { kept: [{ path: '/etc/b', why: 'first' }, { path: '/etc/a', why: 'second' }] }],
    ['name the users and groups that are there now', { users: ['u'], groups: ['g'] }, { groups: ['h'] }, { groups: ['h'] }],
  ])('%s', (_, earlier, now, expected) => {
    expect(mergeReports(earlier && report(earlier), report(now))).toEqual(report(expected));
  });
});

describe('an /etc and a record', () => {
  const began = Date.parse('2026-11-22T10:42:33Z');

  it.each([
    ['own', { id: DEPLOYMENT, etcBorn: 0 }, OPEN],
    ['own', { id: 'any', etcBorn: 0 }, ENDED],
    ['heir', { id: '/c.0', etcBorn: began + 1 }, OPEN],
    ['settled', { id: '/b.0', etcBorn: began + 1 }, OPEN],
    ['other', { id: '/c.0', etcBorn: began - 1 }, OPEN],
    ['other', { id: '/c.0', etcBorn: 0 }, OPEN],
  ] as const)('%s', (expected, here, record) => {
    expect(standing(record, here)).toBe(expected);
  });

  it('an open record says why', () => {
    expect([ON, ENDED, OPEN, { ...OPEN, pending: [...(OPEN.pending ?? []), { path: '/etc/b', why: 'x' }] }, { ...OPEN, pending: [] }].map(whyOpen)).toEqual([
      null,
      null,
      '/etc/a: the file system is read-only',
      '/etc/a and 1 more: the file system is read-only',
      `they belong to the deployment ${DEPLOYMENT}, and are cleaned up when it is booted again`,
    ]);
  });
});
