// What two states of a package database differ in, and who asked for it.
import { describe, expect, it } from '@jest/globals';
import { arrivedPackages, changesIn, packageChanges } from '../../../src/packages/package-changes.ts';
import { parseDpkgPackages, parseRpmPackages } from '../../../src/packages/package-set.ts';

const paragraph = (name: string, version: string, more = '', status = 'install ok installed'): string =>
  `Package: ${name}\nStatus: ${status}\nArchitecture: amd64\nVersion: ${version}\n${more}Description: it\n Conffiles: no field\n`;

const IMAGE = [paragraph('dpkg', '1.21'), paragraph('old', '1.0'), paragraph('held-back', '1.0'), paragraph('gone', '2.0')];

const automatic = (...names: string[]): string => names.map((name) => `Package: ${name}\nArchitecture: amd64\nAuto-Installed: 1\n`).join('\n');

function changes(after: readonly string[], extendedStates?: string) {
  return packageChanges(parseDpkgPackages(IMAGE.join('\n')), parseDpkgPackages(after.join('\n'), extendedStates)).map(
    ({ name, change, before, after: now, asked, implied }) => [name, change, before, now, asked, implied],
  );
}

describe('packageChanges', () => {
  it('is empty where nothing changed', () => expect(changes(IMAGE)).toEqual([]));

  it('tells what was asked for, what it needs, what was recommended, upgraded and removed', () => {
    const after = [
      paragraph('dpkg', '1.21'),
      paragraph('old', '1.1'),
      paragraph('held-back', '1.1'),
      paragraph('app', '1.0', 'Pre-Depends: dpkg (>= 1.0)\nDepends: lib (>= 1), held-back (>= 1.1), other | second\n'),
      paragraph('lib', '1.0', 'Depends: deep\n'),
      paragraph('deep', '1.0'),
      paragraph('second', '1.0'),
      paragraph('recommended', '1.0', 'Depends: its-own\n'),
      paragraph('its-own', '1.0'),
    ];
    expect(changes(after, automatic('lib', 'deep', 'second', 'recommended', 'its-own'))).toEqual([
      ['app', 'installed', null, '1.0', true, false],
      ['deep', 'installed', null, '1.0', false, true],
      ['gone', 'removed', '2.0', null, null, false],
      ['held-back', 'upgraded', '1.0', '1.1', true, true],
      ['its-own', 'installed', null, '1.0', false, true],
      ['lib', 'installed', null, '1.0', false, true],
      ['old', 'upgraded', '1.0', '1.1', true, false],
      ['recommended', 'installed', null, '1.0', false, false],
      ['second', 'installed', null, '1.0', false, false],
    ]);
  });

  it('knows kernels of rpm, which are installed side by side, and downgrades', () => {
    const before = parseRpmPackages('kernel\tx86_64\t6.1-1\nbash\tx86_64\t5.2-1\ngpg-pubkey\t(none)\t1-1\n');
    const after = parseRpmPackages('kernel\tx86_64\t6.1-1\nkernel\tx86_64\t6.2-1\nbash\tx86_64\t5.1-1\n', 'kernel\tx86_64\tDependency\nbash\tx86_64\tUser\n');
    expect(packageChanges(before, after).map(({ name, change, asked, implied }) => [name, change, asked, implied])).toEqual([
      ['bash', 'downgraded', true, false],
      ['kernel', 'installed', false, true],
    ]);
  });
});

/** What a command line says of each change: `+` installed, `-` removed, `<` upgraded, `>` downgraded. */
const SIGNS = { installed: '+', removed: '-', upgraded: '<', downgraded: '>' };
const labels = (...[before, after]: Parameters<typeof packageChanges>): string[] => packageChanges(before, after).map(({ label, change }) => SIGNS[change] + label);

describe('one package of several architectures', () => {
  const of = (name: string, architecture: string, version = '1') => paragraph(name, version).replace('amd64', architecture);
  const set = (...packages: string[]) => parseDpkgPackages(packages.join('\n'));
  const [DPKG, SH] = [of('dpkg', 'amd64'), of('dash', 'amd64')];

  it.each<[string, string[], string[], string[]]>([
    ["its own one's by name", [DPKG], [DPKG, SH], ['+dash']],
    ["another one's by both", [DPKG], [DPKG, of('libc6', 'i386')], ['+libc6:i386']],
    ['each by itself', [DPKG, of('libc6', 'amd64'), of('libc6', 'i386')], [DPKG, of('libc6', 'amd64', '2'), of('libc6', 'i386')], ['<libc6']],
    ['of none by name', [DPKG], [DPKG, of('tzdata', 'all')], ['+tzdata']],
    ['from none to its own', [DPKG, of('tzdata', 'all')], [DPKG, of('tzdata', 'amd64', '2')], ['<tzdata']],
    ['by name where dpkg itself is not listed', [SH], [SH, of('libc6', 'i386')], ['+libc6']],
    ['gone but for its configuration', [DPKG, SH], [DPKG, SH.replace('install ok installed', 'deinstall ok config-files')], ['-dash']],
  ])('of dpkg: %s', (_, before, after, expected) => {
    expect(labels(set(...before), set(...after))).toEqual(expected);
  });

  it.each<[string, string, string, string[]]>([
    ['by name where there is one', '', 'jq\tx86_64\t1-1\n', ['+jq']],
    ['by both where there is another', 'glibc\tx86_64\t1-1\n', 'glibc\tx86_64\t1-1\nglibc\ti686\t1-1\n', ['+glibc.i686']],
    ['each by itself', 'glibc\tx86_64\t1-1\nglibc\ti686\t1-1\n', 'glibc\tx86_64\t2-1\nglibc\ti686\t1-1\n', ['<glibc.x86_64']],
    ['by name where another package has another', 'glibc\tx86_64\t1-1\n', 'glibc\tx86_64\t1-1\nbasesystem\tnoarch\t1-1\n', ['+basesystem']],
  ])('of rpm: %s', (_, before, after, expected) => {
    expect(labels(parseRpmPackages(before), parseRpmPackages(after))).toEqual(expected);
  });
});

describe('versions side by side', () => {
  const kernels = (...versions: string[]) => parseRpmPackages(versions.map((version) => `kernel-core\tx86_64\t${version}\n`).join(''));

  it.each<[string, string[], string[], string[]]>([
    ['one for another', ['6.1-1'], ['6.2-1'], ['<kernel-core']],
    ['one for an older one', ['6.2-1'], ['6.1-1'], ['>kernel-core']],
    ['two for one', ['6.1-1'], ['6.2-1', '6.3-1'], ['-kernel-core', '+kernel-core', '+kernel-core']],
    ['one for two', ['6.1-1', '6.2-1'], ['6.3-1'], ['-kernel-core', '-kernel-core', '+kernel-core']],
    ['one of two for another', ['6.1-1', '6.2-1'], ['6.2-1', '6.3-1'], ['-kernel-core', '+kernel-core']],
    ['one gone', ['6.1-1', '6.2-1'], ['6.2-1'], ['-kernel-core']],
  ])('%s', (_, before, after, expected) => {
    expect(labels(kernels(...before), kernels(...after))).toEqual(expected);
  });
});

it('tells of each database, and why it is not known of one', () => {
  const set = (...packages: string[]) => parseDpkgPackages(packages.join('\n'));
  const { changes: found, unknown } = changesIn([
    { manager: 'dpkg', path: '/var/lib/dpkg', below: set(), now: set(paragraph('jq', '1.7')) },
    { manager: 'rpm', path: '/usr/lib/sysimage/rpm', below: 'rpm is not installed', now: parseRpmPackages('') },
  ]);
  expect(found.map(({ manager, name }) => [manager, name])).toEqual([['dpkg', 'jq']]);
  expect(unknown).toEqual(['rpm is not installed']);
});

it('looks again at what is new, in another version or state, or was so for a while', () => {
  const names = (after: readonly string[], ...touched: string[]): string[] => arrivedPackages(parseDpkgPackages(IMAGE.join('\n')), parseDpkgPackages(after.join('\n')), new Set(touched)).map(({ name }) => name);
  expect(names(IMAGE)).toEqual([]);
  expect(names([...IMAGE.slice(0, 2), paragraph('held-back', '1.1'), paragraph('gone', '2.0', '', 'deinstall ok config-files'), paragraph('app', '1.0')])).toEqual(['held-back', 'gone', 'app']);
  // Purged and installed again, its configuration is as shipped, and was edited before.
  expect(names(IMAGE, 'old', 'away')).toEqual(['old']);
});
