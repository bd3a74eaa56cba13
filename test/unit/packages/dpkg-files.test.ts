import { describe, expect, it } from '@jest/globals';
import { isChangelog, isDocumentation, parseDiversions, parseFormerVersions, parseList, parseMd5sums, parsePathFilter, parseLastActions } from '../../../src/packages/dpkg-files.ts';

const SUM = '0123456789abcdef0123456789abcdef';

it('reads the paths of a list, without the root', () => {
  expect(parseList('/.\n/usr\n/usr/bin/a b\nrubbish\n')).toEqual(['/usr', '/usr/bin/a b']);
});

describe('checksums', () => {
  it.each([
    ['as dh_md5sums writes them', `${SUM}  usr/bin/a b`, '/usr/bin/a b'],
    ['of a binary file, as md5sum marks it', `${SUM} *usr/bin/a`, '/usr/bin/a'],
    ['with the dot of a folder', `${SUM}  ./usr/c`, '/usr/c'],
    ['of an absolute path', `${SUM}  /usr/c`, '/usr/c'],
    ['of a file with a folder that ends in a dot', `${SUM}  usr/c./d`, '/usr/c./d'],
  ])('%s', (_, line, path) => {
    expect([...parseMd5sums(`${line}\n`)]).toEqual([[path, SUM]]);
  });

  it.each(['', 'rubbish', SUM, `${SUM}  `, `${SUM.toUpperCase()}  usr/a`, `a${SUM}  usr/a`, `${SUM.slice(1)}  usr/a`])('are none: %j', (line) => {
    expect(parseMd5sums(`${line}\n`).size).toBe(0);
  });
});

it('reads diversions, three lines each, and not one that was cut short', () => {
  expect([...parseDiversions('/bin/sh\n/bin/sh.distrib\ndash\n/usr/bin/vi\n/usr/bin/vi.real\n:\n')]).toEqual([
    ['/bin/sh', { to: '/bin/sh.distrib', by: 'dash' }],
    ['/usr/bin/vi', { to: '/usr/bin/vi.real', by: ':' }],
  ]);
  expect([...parseDiversions('/bin/sh\n/bin/sh.distrib')]).toEqual([]);
});

describe('what the configuration leaves out', () => {
  it('is what its last word says, over all files', () => {
    const isLeftOut = parsePathFilter(['force-unsafe-io\npath-exclude=/usr/share/doc/*', '  path-include = /usr/share/doc/*/copyright\n', 'path-exclude "/usr/share/man/*"\n']);
    expect(['/usr/share/doc/a/changelog.gz', '/usr/share/doc/a/copyright', '/usr/share/man/man1/x.gz', '/usr/bin/a'].map(isLeftOut)).toEqual([true, false, true, false]);
  });

  it.each(['#path-exclude=/usr/share/doc/*', '# path-exclude=/usr/share/doc/*', 'no-path-exclude=/usr/share/doc/*', 'path-exclude', 'path-exclude=', 'path-excludes=/usr/*'])('is nothing by: %s', (line) => {
    expect(parsePathFilter([line])('/usr/share/doc/a')).toBe(false);
  });

  it('is nothing by a pattern that is longer than a path can be', () => {
    expect(parsePathFilter([`path-exclude=/usr/${'*'.repeat(100_000)}`])('/usr/share/doc/a')).toBe(false);
  });

  // As the C library's own fnmatch judges them; quotes around the whole are dpkg's.
  it.each([
    ['/usr/share/doc/*', ['/usr/share/doc/a', '/usr/share/doc/a/b'], ['/usr/share/doc', '/opt/usr/share/doc/a']],
    ['*/changelog.gz', ['/usr/share/doc/a/changelog.gz'], ['/usr/share/doc/a/changelog.gz.1', '/usr/share/doc/a/changelogXgz']],
    ['/usr/share/locale/??', ['/usr/share/locale/de'], ['/usr/share/locale/d', '/usr/share/locale/deu']],
    ['/usr/share/doc/libstdc++6/*', ['/usr/share/doc/libstdc++6/NEWS'], ['/usr/share/doc/libstdccc6/NEWS']],
    ['/usr/share/man/[a-df]?/*', ['/usr/share/man/de/x', '/usr/share/man/fr/x'], ['/usr/share/man/es/x', '/usr/share/man/-e/x']],
    ['/usr/share/man/[!m]*/x', ['/usr/share/man/de/x'], ['/usr/share/man/man1/x']],
    ['/usr/share/man/[^m]*/x', ['/usr/share/man/de/x'], ['/usr/share/man/man1/x', '/usr/share/man/^/m']],
    ['/usr/[]^a]', ['/usr/]', '/usr/^', '/usr/a'], ['/usr/b', '/usr/^a]']],
    ['/usr/[!]-]', ['/usr/a', '/usr/!'], ['/usr/]', '/usr/-']],
    ['/usr/[z-a]x', [], ['/usr/zx', '/usr/-x', '/usr/[z-a]x']],
    ['/usr/[\\]b]', ['/usr/]', '/usr/b'], ['/usr/\\', '/usr/a']],
    ['/usr/[a\\-c]', ['/usr/a', '/usr/-', '/usr/c'], ['/usr/b', '/usr/\\']],
    ['/usr/[a\\]', ['/usr/[a]'], ['/usr/a', '/usr/\\']],
    ['/usr/[ab', ['/usr/[ab'], ['/usr/a']],
    ['/usr/\\*', ['/usr/*'], ['/usr/a', '/usr/\\*']],
    ['/usr/"a"', ['/usr/"a"'], ['/usr/a']],
    ["'/usr/a' b'", ["/usr/a' b"], ['/usr/a']],
    ['"/usr/a" b', ['"/usr/a" b'], ['/usr/a b', '/usr/a']],
  ])('by %s', (glob, out, there) => {
    const isLeftOut = parsePathFilter([`path-exclude=${glob} `]);
    expect(out.filter((path) => !isLeftOut(path))).toEqual([]);
    expect(there.filter(isLeftOut)).toEqual([]);
  });
});

it.each([
  [true, '/usr/share/doc'],
  [true, '/usr/share/doc/a'],
  [true, '/usr/share/locale/de/x.mo'],
  [false, '/usr/share/docs'],
  [false, '/opt/usr/share/doc/a'],
  [false, '/usr/bin/man'],
])('documentation, which an image may lack: %s for %s', (expected, path) => {
  expect(isDocumentation(path)).toBe(expected);
});

it.each([
  [true, '/usr/share/doc/bash/changelog.Debian.gz'],
  [true, '/usr/share/doc/base-files/changelog.gz'],
  [true, '/usr/share/doc/a/changelog'],
  [false, '/usr/share/doc/a/changelog.html'],
  [false, '/usr/share/doc/a/examples/changelog.gz'],
  [false, '/opt/usr/share/doc/a/changelog.gz'],
])("a package's own changes: %s for %s", (expected, path) => {
  expect(isChangelog(path)).toBe(expected);
});

it('knows the versions before an upgrade, the last one first', () => {
  const log = [
    '2026-11-22 10:00:00 startup packages configure',
    '2026-11-22 10:00:00 install a:all <none> 0.9',
    '2026-11-22 10:00:00 upgrade a:all 0.8 1.0',
    '2026-11-22 10:00:00 upgrade a:all 1.0 1.1',
    '2026-11-22 10:00:01 status installed a:all 1.1',
    '2026-11-22 10:00:02 trigproc a:all 1.05 <none>',
    '2026-11-23 10:00:00 upgrade a:all 1.1 1.2',
    '2026-11-23 10:00:00 upgrade ab:all 7 8',
    '2026-11-23 11:00:00 upgrade a:all 1.0 1.1',
    '2026-11-23 12:00:00 upgrade a:all',
    '2026-11-23 12:00:00 upgrade',
  ].join('\n');
  expect(parseFormerVersions(log, 'a')).toEqual(['1.0', '1.1', '0.8']);
  expect(parseFormerVersions(log, 'c')).toEqual([]);
});

it('knows which packages went last: removed, purged, or for the sake of another', () => {
  const log = [
    '2026-11-22 10:00:00 install a:all <none> 1.0', '2026-11-22 10:00:01 status installed a:all 1.0', '2026-11-22 10:00:02 status config-files a:all 1.0',
    '2026-11-22 10:00:00 remove b:all 2.0 <none>', '2026-11-22 10:00:00 status not-installed b:all <none>',
    '2026-11-22 10:00:00 remove c:all 3.0 <none>', '2026-11-22 10:00:00 install c:all <none> 3.1', '2026-11-22 10:00:00 status unpacked c:all 3.1',
  ].join('\n');
  expect([...parseLastActions(log).values()].map(({ name, version, isGone }) => [name, version, isGone])).toEqual([['a', '1.0', true], ['b', '2.0', true], ['c', '3.1', false]]);
});
