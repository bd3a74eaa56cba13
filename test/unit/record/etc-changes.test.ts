import { describe, expect, it } from '@jest/globals';
import { EMPTY_LEFTOVERS, findLeftovers, unitOf, type Leftovers, type Observation } from '../../../src/record/etc-changes.ts';
import type { Baseline, Tree } from '../../../src/record/baseline.ts';
import { resolveLink, inMergedUsr } from '../../../src/text/paths.ts';

const D = 'd'.repeat(32);
const EMPTY_TREE: Tree = { folders: [], files: [], links: {} };
const BASELINE: Baseline = { tree: EMPTY_TREE, conffiles: {}, users: ['root'], groups: ['root'], packages: [] };

function leftovers(seen: Partial<Observation>, baseline: Partial<Baseline> = {}) {
  return findLeftovers({ ...BASELINE, ...baseline }, { tree: EMPTY_TREE, arrived: [], changed: new Set(), helperDigests: {}, witnesses: {}, diverted: new Map(), users: [], groups: [], administrator: new Set(), doubtful: new Set(), ...seen });
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
    expect(leftovers({ arrived: [FOO], tree, users: ['root', '_foo'] })).toMatchObject({
      ...EMPTY_LEFTOVERS,
      files: [{ path: '/etc/foo/main.conf', package: FOO.key, digest: D, shipped: true }],
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

  it('is no user and no group that was there before', () => {
    const seen = { users: ['root', 'www-data'], groups: ['root', 'www-data'] };
    expect(leftovers(seen, { groups: ['root', 'www-data'] })).toMatchObject({ users: ['www-data'], groups: [] });
    expect(leftovers(seen, { users: ['root', 'www-data'] })).toMatchObject({ users: [], groups: ['www-data'] });
  });

  it('is a link that leads to it over other new links, none that leads over one of before, and none in a circle', () => {
    const links = {
      '/etc/certs/foo.pem': '/lib/systemd/system/foo.service',
      '/etc/certs/hash.0': 'foo.pem',
      '/etc/first': 'certs/hash.0',
      '/etc/other': 'old',
      '/etc/old': '/usr/lib/systemd/system/foo.service',
      '/etc/circle': 'round',
      '/etc/round': 'circle',
    };
    const before = { ...EMPTY_TREE, links: { '/etc/old': links['/etc/old'] } };
    const found = leftovers({ arrived: [FOO], tree: { ...EMPTY_TREE, links } }, { tree: before }).links;
    expect(found).toEqual(['/etc/certs/foo.pem', '/etc/certs/hash.0', '/etc/first'].map((path) => ({ path, package: FOO.key, target: links[path as keyof typeof links] })));
  });

  it('is no link that the kernel would not follow to it, and thousands take no time', () => {
    const links = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`/etc/link-${at}`, at === 0 ? '/usr/lib/systemd/system/foo.service' : `link-${at - 1}`]));
    expect(leftovers({ arrived: [FOO], tree: { ...EMPTY_TREE, links } }).links.map(({ path }) => path)).toEqual(Object.keys(links).slice(0, 41));
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
  const state = '/var/lib/systemd/deb-systemd-helper-masked/ssh.service';
  const tree = { ...EMPTY_TREE, files: [state], links: { '/etc/systemd/system/ssh.service': '/dev/null' } };
  const seen = { tree, changed: new Set(['ssh']) };
  expect(leftovers(seen, before)).toMatchObject({ ...EMPTY_LEFTOVERS, masks: ['/etc/systemd/system/ssh.service'], lostFiles: ['/etc/ssh.conf'], lostLinks: Object.keys(links) });
  // Disabled by hand.
  expect(leftovers({ tree: { ...tree, files: [] }, administrator: new Set(Object.keys(links)) }, before)).toMatchObject(EMPTY_LEFTOVERS);
  // Masked by hand: deb-systemd-helper knows nothing of it, or knew before.
  expect(leftovers({ ...seen, tree: { ...tree, files: [] } }, before).masks).toEqual([]);
  expect(leftovers(seen, { ...before, tree: { ...before.tree, files: [...before.tree.files, state] } }).masks).toEqual([]);
  // Removed by hand, before the package went.
  const administrator = new Set(['/etc/ssh.conf', ...Object.keys(links), '/etc/systemd/system/ssh.service']);
  expect(leftovers({ ...seen, administrator }, before)).toMatchObject({ masks: [], lostFiles: [], lostLinks: [] });
  // It led nowhere: a script took it away all the same.
  expect(leftovers(seen, { ...before, dangling: Object.keys(links) }).lostLinks).toEqual(Object.keys(links));
});

describe('what is away with a package', () => {
  const LINK = '/etc/rc2.d/S01foo';
  const before = {
    tree: { folders: [], files: ['/etc/foo.conf'], links: { [LINK]: '../init.d/foo' } },
    conffiles: { '/etc/foo.conf': { package: 'foo', digest: D, mode: 0o644, uid: 0, gid: 0 } },
  };

  it.each<[string, Partial<Tree>, Partial<Leftovers>]>([
    ['its file and its link, whatever that leads to', {}, { lostFiles: ['/etc/foo.conf'], lostLinks: [LINK] }],
    ['nothing that is there', before.tree, { lostFiles: [], lostLinks: [] }],
    ['no file that became a link, no link that became a file', { files: [LINK], links: { '/etc/foo.conf': '/etc/bar.conf' } }, { lostFiles: [], lostLinks: [] }],
    ['no link that leads elsewhere', { links: { [LINK]: '/dev/null' } }, { lostFiles: ['/etc/foo.conf'], lostLinks: [] }],
  ])('%s', (_, tree, expected) => {
    expect(leftovers({ tree: { ...EMPTY_TREE, ...tree }, changed: new Set(['foo']) }, before)).toMatchObject(expected);
  });
});

describe('a file of the image that a package diverted', () => {
  const [path, to] = ['/etc/issue', '/etc/issue.foo-orig'];
  const known = { package: 'base-files', digest: D, mode: 0o644, uid: 0, gid: 0 };
  const before = { tree: { ...EMPTY_TREE, files: [path] }, conffiles: { [path]: known } };
  const diverted = new Map([[path, { to, by: 'foo' }]]);
  const left = { files: [{ path: to, package: FOO.key, digest: D }], lostFiles: [path] };
  const arrived = [{ ...FOO, files: [] }];

  it.each<[string, Partial<Observation>, Partial<Baseline>, Partial<Leftovers>]>([
    ['is lost, and lies elsewhere', { tree: { ...EMPTY_TREE, files: [to] } }, {}, left],
    ['is lost where a link took its place', { tree: { ...EMPTY_TREE, files: [to], links: { [path]: 'issue.foo' } } }, {}, left],
    ['is lost once, though its own package changed as well', { tree: { ...EMPTY_TREE, files: [to] }, changed: new Set(['base-files']) }, {}, left],
    ["is not lost where the package's own took its place", { tree: { ...EMPTY_TREE, files: [path, to] } }, {}, { ...left, lostFiles: [] }],
    ['is not lost that was diverted before', { tree: { ...EMPTY_TREE, files: [to] } }, { tree: { ...EMPTY_TREE, files: [to] } }, { files: [], lostFiles: [] }],
    ['is not lost where the administrator took away what was in its place', { tree: { ...EMPTY_TREE, files: [to] }, administrator: new Set([path]) }, {}, { ...left, lostFiles: [] }],
    ['is not lost without a rename', { tree: { ...EMPTY_TREE, files: [] } }, {}, { files: [], lostFiles: [] }],
    ["stays where the administrator diverted it, or a package of the image", { tree: { ...EMPTY_TREE, files: [to] }, arrived: [] }, {}, { files: [], lostFiles: [] }],
    ['is none of those that no package of the image has', { tree: { ...EMPTY_TREE, files: [to] } }, { conffiles: {} }, { files: [], lostFiles: [] }],
  ])('%s', (_, seen, baseline, expected) => {
    expect(leftovers({ arrived, diverted, ...seen }, { ...before, ...baseline })).toMatchObject(expected);
  });
});

it.each([
  ['/bin/sh', '/usr/bin/sh'],
  ['/lib64', '/usr/lib64'],
  ['/usr/bin/sh', '/usr/bin/sh'],
  ['/library/x', '/library/x'],
  ['/opt/lib/x', '/opt/lib/x'],
])('%s is %s in the merged /usr', (path, expected) => {
  expect(inMergedUsr(path)).toBe(expected);
});

it.each([
  ['/etc/systemd/system/ssh.service', '/usr/lib/systemd/system/ssh.service'],
  ['/etc/systemd/user/foot-server.socket', '/usr/lib/systemd/user/foot-server.socket'],
  ['/srv/etc/systemd/system/x.service', '/srv/etc/systemd/system/x.service'],
])('%s hides %s', (path, expected) => {
  expect(unitOf(path)).toBe(expected);
});

it.each([
  ['/etc/rc2.d/S01foo', '../init.d/foo', '/etc/init.d/foo'],
  ['/etc/a', '/lib/systemd/system/a.service', '/usr/lib/systemd/system/a.service'],
  ['/etc/a', '../../../../x', '/x'],
  ['/etc/a', './b//c', '/etc/b/c'],
])('%s -> %s leads to %s', (path, target, expected) => {
  expect(resolveLink(path, target)).toBe(expected);
});
