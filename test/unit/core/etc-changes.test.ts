import { describe, expect, it } from '@jest/globals';
import { EMPTY_LEFTOVERS, findLeftovers, resolveLink, type Baseline, type Seen, type Tree } from '../../../src/core/etc-changes.ts';
import { mergeReports, parseRecord, type OverlayRecord } from '../../../src/core/overlay-record.ts';
import { parseBaseline, parseLeftovers } from '../../../src/core/parse-etc-changes.ts';

const D = 'd'.repeat(32);
const EMPTY_TREE: Tree = { folders: [], files: [], links: {} };
const BASELINE: Baseline = { tree: EMPTY_TREE, conffiles: {}, users: ['root'], groups: ['root'], packages: [] };

function leftovers(seen: Partial<Seen>, baseline: Partial<Baseline> = {}) {
  return findLeftovers({ ...BASELINE, ...baseline }, { tree: EMPTY_TREE, arrived: [], changed: new Set(), helperDigests: {}, witnesses: {}, users: [], groups: [], exists: () => false, ...seen });
}

const FOO = {
  key: 'foo:all=1.0',
  name: 'foo',
  files: [{ path: '/etc/foo', digest: null }, { path: '/etc/foo/main.conf', digest: D }, { path: '/usr/lib/systemd/system/foo.service', digest: D }],
};

describe('what a package left', () => {
  it('is its files, its folders, and the links that lead to it', () => {
    const wants = '/etc/systemd/system/multi-user.target.wants/foo.service';
    const tree = { folders: ['/etc/foo', '/etc/mine'], files: ['/etc/foo/main.conf', '/etc/mine/x'], links: { [wants]: '/lib/systemd/system/foo.service', '/etc/mine/link': '/usr/bin/x' } };
    expect(leftovers({ arrived: [FOO], tree, users: ['root', '_foo'] })).toEqual({
      ...EMPTY_LEFTOVERS,
      files: [{ path: '/etc/foo/main.conf', package: FOO.key, digest: D }],
      folders: [{ path: '/etc/foo', package: FOO.key }],
      links: [{ path: wants, package: FOO.key, target: '/lib/systemd/system/foo.service' }],
      users: ['_foo'],
    });
  });

  it('is what deb-systemd-helper wrote of its unit, and not of others', () => {
    const state = '/var/lib/systemd/deb-systemd-helper-enabled';
    const helperDigests = { [`${state}/foo.service.dsh-also`]: D, [`${state}/bar.service.dsh-also`]: D, [`${state}/multi-user.target.wants/foo.service`]: D };
    expect(leftovers({ arrived: [FOO], helperDigests }).files.map(({ path }) => path).slice(1)).toEqual([`${state}/foo.service.dsh-also`, `${state}/multi-user.target.wants/foo.service`]);
  });

  it('is no folder or link that was there before', () => {
    const tree = { folders: ['/etc/foo'], files: [], links: { '/etc/a': '/usr/lib/systemd/system/foo.service' } };
    expect(leftovers({ arrived: [FOO], tree }, { tree })).toMatchObject({ folders: [], links: [] });
  });
});

it('what a package of the image took away: its files, its links, and a mask', () => {
  const links = { '/etc/systemd/system/multi-user.target.wants/ssh.service': '/usr/lib/systemd/system/ssh.service' };
  const known = { package: 'ssh', digest: D, mode: 0o644, uid: 0, gid: 0 };
  const before = { tree: { folders: [], files: ['/etc/ssh.conf', '/etc/other.conf'], links }, conffiles: { '/etc/ssh.conf': known, '/etc/other.conf': { ...known, package: 'other' } } };
  const tree = { ...EMPTY_TREE, links: { '/etc/systemd/system/ssh.service': '/dev/null' } };
  expect(leftovers({ tree, changed: new Set(['ssh']) }, before)).toEqual({ ...EMPTY_LEFTOVERS, masks: ['/etc/systemd/system/ssh.service'], lostFiles: ['/etc/ssh.conf'], lostLinks: Object.keys(links) });
  // Disabled and masked by hand: the unit is there.
  expect(leftovers({ tree, exists: () => true }, before)).toEqual(EMPTY_LEFTOVERS);
});

it.each([
  ['/etc/rc2.d/S01foo', '../init.d/foo', '/etc/init.d/foo'],
  ['/etc/a', '/lib/systemd/system/a.service', '/usr/lib/systemd/system/a.service'],
  ['/etc/a', '../../../../x', '/x'],
  ['/etc/a', './b//c', '/etc/b/c'],
])('%s -> %s leads to %s', (path, target, expected) => {
  expect(resolveLink(path, target)).toBe(expected);
});

describe('what is read back', () => {
  it('must be whole', () => {
    expect(parseBaseline(JSON.stringify(BASELINE))).toEqual(BASELINE);
    expect(parseBaseline(JSON.stringify(BASELINE).slice(0, -5))).toBeNull();
    expect(parseLeftovers(JSON.stringify(EMPTY_LEFTOVERS))).toEqual(EMPTY_LEFTOVERS);
    expect(parseLeftovers('{}')).toBeNull();
  });

  it.each(['/usr/bin/sh', '/etc/../usr/bin/sh', '/etc', '/etc//x', 'etc/x', '/etcetera/x'])('never leads to %s', (path) => {
    expect(parseLeftovers(JSON.stringify({ ...EMPTY_LEFTOVERS, files: [{ path, package: 'x', digest: D }] }))).toBeNull();
    expect(parseBaseline(JSON.stringify({ ...BASELINE, tree: { ...EMPTY_TREE, links: { [path]: 'x' } } }))).toBeNull();
  });

  it('a record is a record', () => {
    const record: OverlayRecord = { schema: 1, id: 'x', overlay: { boot: 'b', device: '0:1', born: 1 }, since: null, by: null, backend: 'ostree', accessMode: 'readWrite', persistence: 'transient', packages: [], ended: null, putBack: null };
    expect(parseRecord(JSON.stringify(record))).toEqual(record);
    for (const text of ['', '{', '[]', 'null', '"x"', JSON.stringify({ ...record, schema: 2 }), JSON.stringify({ ...record, packages: [{}] }), JSON.stringify({ ...record, putBack: { removed: [1] } })]) expect(parseRecord(text)).toBeNull();
  });
});

it('two goes at putting back make one report', () => {
  const none = { removed: [], restored: [], kept: [], users: [], groups: [] };
  const now = { ...none, removed: ['/etc/b'], kept: [{ path: '/etc/a', why: 'it changed in the meantime' }], users: ['u'] };
  expect(mergeReports({ ...none, removed: ['/etc/a', '/etc/b', '/etc/c'] }, now)).toEqual({ ...now, removed: ['/etc/b', '/etc/c'] });
});
