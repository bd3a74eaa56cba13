// What two states of a package database differ in, and who asked for it.
import { describe, expect, it } from '@jest/globals';
import { packageChanges } from '../../../src/core/package-changes.ts';
import { isInstalled, parseDpkgPackages, parseRpmPackages } from '../../../src/core/package-set.ts';
import { compareVersions } from '../../../src/core/versions.ts';

const paragraph = (name: string, version: string, more = '', status = 'install ok installed'): string =>
  `Package: ${name}\nStatus: ${status}\nArchitecture: amd64\nVersion: ${version}\n${more}Description: it\n Conffiles: no field\n`;

const IMAGE = [paragraph('dpkg', '1.21'), paragraph('old', '1.0'), paragraph('held-back', '1.0'), paragraph('gone', '2.0')];

const automatic = (...names: string[]): string => names.map((name) => `Package: ${name}\nArchitecture: amd64\nAuto-Installed: 1\n`).join('\n');

function changes(after: readonly string[], extendedStates?: string) {
  return packageChanges(parseDpkgPackages(IMAGE.join('\n')), parseDpkgPackages(after.join('\n'), extendedStates)).map(
    ({ name, change, before, after: now, asked, implied }) => [name, change, before, now, asked, implied],
  );
}

describe('parseDpkgPackages', () => {
  it('has the files of the configuration, with marks and spaces', () => {
    const conffiles = `Conffiles:\n /etc/a b.conf ${'0'.repeat(32)}\n /etc/old ${'f'.repeat(32)} obsolete\n /etc/x newconffile\n`;
    expect(parseDpkgPackages(paragraph('a', '1', conffiles)).packages[0]?.conffiles).toEqual([
      { path: '/etc/a b.conf', md5: '0'.repeat(32), obsolete: false },
      { path: '/etc/old', md5: 'f'.repeat(32), obsolete: true },
      { path: '/etc/x', md5: 'newconffile', obsolete: false },
    ]);
  });

  it('knows what is installed', () => {
    const { packages } = parseDpkgPackages([paragraph('a', '1', '', 'deinstall ok config-files'), paragraph('b', '1', '', 'install ok unpacked'), 'junk', paragraph('c', '1', '', 'install ok not-installed')].join('\n'));
    expect(packages.map((each) => [each.name, each.state, isInstalled(each)])).toEqual([['a', 'config-files', false], ['b', 'unpacked', true]]);
  });
});

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

describe('compareVersions', () => {
  it.each([
    ['dpkg', '1.0', '1.1'],
    ['dpkg', '1.0~rc1-1', '1.0-1'],
    ['dpkg', '9', '10'],
    ['dpkg', '10', '1:2'],
    ['dpkg', '1.0-1', '1.0-1+deb12u1'],
    ['dpkg', '1.0-1+deb12u9', '1.0-1+deb12u10'],
    ['dpkg', '1.0a', '1.0+'],
    ['dpkg', '1.2-3-1', '1.2-3-2'],
    ['rpm', '1.0-1', '1.0.1-1'],
    ['rpm', '1.0~rc1-1', '1.0-1'],
    ['rpm', '1.0-1', '1.0^git1-1'],
    ['rpm', '1.0^git1-1', '1.0.1-1'],
    ['rpm', '1.a-1', '1.1-1'],
    ['rpm', '9-1', '10-1'],
    ['rpm', '10-1', '1:2-1'],
    ['rpm', '1.0-1.fc41', '1.0-1.fc42'],
  ] as const)('%s: %s is older than %s', (manager, one, other) => {
    expect(Math.sign(compareVersions(manager, one, other))).toBe(-1);
    expect(Math.sign(compareVersions(manager, other, one))).toBe(1);
  });

  it.each([['dpkg', '1.01-1', '1.1-1'], ['dpkg', '0:1.0', '1.0'], ['dpkg', '1.0', '1.0-0'], ['rpm', '1.001-1', '1.1-1']] as const)('%s: %s is %s', (manager, one, other) => {
    expect(compareVersions(manager, one, other)).toBe(0);
  });
});
