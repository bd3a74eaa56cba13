import { describe, expect, it } from '@jest/globals';
import { findKept, folderName, folderTime, indexLines, parseIndex, type KeptEntry } from '../../../src/kept/kept-entry.ts';
import { planPrune } from '../../../src/kept/plan-prune.ts';
import { keptJson, keptLines, notRestorable, pruneLine } from '../../../src/kept/words.ts';

const entry = (more: Partial<KeptEntry> = {}): KeptEntry => ({
  path: '/etc/foo.conf', type: 'file', why: 'as it was before', overlay: 'ID', at: '2026-11-30T16:00:00.000Z', mtime: '2026-01-01T00:00:00.000Z',
  mode: 0o640, uid: 0, gid: 0, size: 2048, digest: 'ab', target: null, copy: '1/foo.conf', from: null, ...more,
});

describe('the index', () => {
  it('is read as it was written, a line each', () => {
    const entries = [entry(), entry({ path: '/etc/a b\n"c"', type: 'link', target: '/dev/null', copy: null })];
    expect(parseIndex(indexLines(entries, ''))).toEqual(entries);
  });

  it('loses nothing to a line that a crash cut short', () => {
    const torn = indexLines([entry()], '') + indexLines([entry({ path: '/etc/torn' })], '').slice(0, 40);
    const next = torn + indexLines([entry({ path: '/etc/next' })], torn);
    expect(parseIndex(next).map(({ path }) => path)).toEqual(['/etc/foo.conf', '/etc/next']);
  });

  it.each([{ path: '/etc/../shadow' }, { path: 'etc' }, { copy: '../1' }, { copy: '/etc/shadow' }, { type: 'x' as 'file' }, { mode: Number.NaN }])('has no entry %j', (wrong) => {
    expect(parseIndex(indexLines([entry(wrong)], ''))).toEqual([]);
  });

  it('gives each run a folder that sorts by time', () => {
    const now = new Date('2026-11-30T16:00:00.123Z');
    const [first, second] = [folderName(now, []), folderName(now, ['20261130T160000Z'])];
    expect([first, second]).toEqual(['20261130T160000Z', '20261130T160000Z-002']);
    expect([first, second, '20261130T1600', 'x'].map(folderTime)).toEqual([Date.parse('2026-11-30T16:00:00Z'), Date.parse('2026-11-30T16:00:00Z'), null, null]);
  });
});

describe('what is pruned', () => {
  const folders = ['20260101T000000Z', '20261101T000000Z', '20261129T000000Z'].map((name) => ({ name, bytes: 100 }));
  const now = Date.parse('2026-11-30T00:00:00Z');

  it.each([
    ['nothing that is within the limits', { days: 1000, bytes: 300 }, []],
    ['by age', { days: 180, bytes: 1000 }, [{ name: '20260101T000000Z', bytes: 100, because: 'age' }]],
    ['by size, the oldest first, and no more than is too much', { days: 1000, bytes: 250 }, [{ name: '20260101T000000Z', bytes: 100, because: 'size' }]],
    ['never the newest', { days: 0, bytes: 0 }, folders.slice(0, 2).map((each) => ({ ...each, because: 'age' }))],
  ])('%s', (_name, limits, expected) => {
    expect(planPrune([...folders].reverse(), limits, now)).toEqual(expected);
  });

  it('is no folder of another name', () => {
    expect(planPrune([{ name: 'notes', bytes: 1000 }, ...folders], { days: 1000, bytes: 300 }, now)).toEqual([]);
  });
});

describe('the words', () => {
  const things = [{ ...entry(), folder: '20260101T000000Z' }, { ...entry({ path: '/etc/link', type: 'link', copy: null, target: '/dev/null' }), folder: '20260101T000000Z' }, { ...entry({ copy: null, from: 'the package foo 1', path: '/etc/bar' }), folder: '20261130T000000Z' }];

  it('list what is kept, the newest first', () => {
    expect(keptLines(things, 100)).toEqual([
      '20261130T000000Z:',
      '  /etc/bar (not copied; the same is in the package foo 1): as it was before',
      '',
      '20260101T000000Z:',
      '  /etc/foo.conf (2.0K): as it was before',
      '  /etc/link (a link to /dev/null): as it was before',
    ]);
  });

  it('name the copy by its whole path', () => {
    expect(JSON.parse(keptJson(things.slice(0, 1)))).toMatchObject({ schema: 1, kept: [{ path: '/etc/foo.conf', copy: '/var/lib/apt-image-based/kept/20260101T000000Z/1/foo.conf' }] });
  });

  it('say what is pruned, and why', () => {
    expect(pruneLine([])).toBeNull();
    expect(pruneLine([{ name: 'a', bytes: 2048, because: 'age' }, { name: 'b', bytes: 0, because: 'size' }])).toBe(
      'the copies kept in a to b (2.0K) were deleted: they are older than `kept.days` allows, or all kept copies together are larger than `kept.size` allows',
    );
  });

  it('say what cannot be restored', () => {
    expect(notRestorable(findKept(things, '/etc/none', ''), '/etc/none')).toBe('no copy of /etc/none is kept. To list what is kept: `usr-overlay kept`');
    expect(notRestorable(findKept(things, '/etc/bar', ''), '/etc/bar')).toBe('/etc/bar was not copied, because it was the same as the package foo 1: copy it from there');
    expect(notRestorable(findKept(things, '/etc/foo.conf', '20260101'), '/etc/foo.conf')).toBeNull();
    expect(findKept(things, '/etc/foo.conf', '2025')).toBeUndefined();
  });
});
