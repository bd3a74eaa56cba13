// The packages of a database.

import { describe, expect, it } from '@jest/globals';
import { isInstalled, parseDpkgPackages, parseRpmPackages, type Package } from '../../../src/packages/package-set.ts';

const BASH = `Package: bash
Essential: yes
Status: install ok installed
Priority: required
Section: shells
Maintainer: Somebody <somebody@example.org>
Architecture: amd64
Multi-Arch: foreign
Version: 5.2.37-2+b5
Replaces: bash-completion (<< 20060301-0)
Depends: base-files (>= 2.1.12), debianutils (>= 5.6-0.1)
Pre-Depends: libc6 (>= 2.38), libtinfo6 (>= 6)
Conffiles:
 /etc/bash.bashrc 89269e1298235f1b12b4c16e4065ad0d
 /etc/skel/.bashrc 1f98b8f3f3c8f8927eca945d59dcc1c6
Description: GNU Bourne Again SHell
 Bash is an sh-compatible command language interpreter.
`;

const TZDATA = 'Package: tzdata\nStatus: install ok installed\nArchitecture: all\nVersion: 2025b-4\n';

const lineOf = (text: string, start: string): string => text.split('\n').find((line) => line.startsWith(start)) ?? '';
const one = (text: string, extendedStates?: string): Package | undefined => parseDpkgPackages(text, extendedStates).packages[0];

describe('parseDpkgPackages', () => {
  it('has what a paragraph says, and no more', () => {
    expect(parseDpkgPackages(`${BASH}\n${TZDATA}`)).toEqual({
      manager: 'dpkg',
      packages: [
        {
          name: 'bash', architecture: 'amd64', version: '5.2.37-2+b5', state: 'installed', asked: true, needed: null,
          depends: 'libc6 (>= 2.38), libtinfo6 (>= 6), base-files (>= 2.1.12), debianutils (>= 5.6-0.1)',
          conffiles: [
            { path: '/etc/bash.bashrc', md5: '89269e1298235f1b12b4c16e4065ad0d', obsolete: false },
            { path: '/etc/skel/.bashrc', md5: '1f98b8f3f3c8f8927eca945d59dcc1c6', obsolete: false },
          ],
        },
        { name: 'tzdata', architecture: 'all', version: '2025b-4', state: 'installed', asked: true, depends: '', needed: null, conffiles: [] },
      ],
    });
  });

  it.each(['Package: ', 'Status: ', 'Version: '])('passes over a paragraph without %s', (field) => {
    expect(parseDpkgPackages(BASH.replace(lineOf(BASH, field), 'X-Field: x'))).toEqual({ manager: 'dpkg', packages: [] });
  });

  it.each<[string, Partial<Package>]>([
    [BASH.replace(/^Depends: .*\n/m, ''), { depends: 'libc6 (>= 2.38), libtinfo6 (>= 6)' }],
    [BASH.replace(/^Pre-Depends: .*\n/m, ''), { depends: 'base-files (>= 2.1.12), debianutils (>= 5.6-0.1)' }],
    [BASH.replace(/^Architecture: .*\n/m, ''), { architecture: '' }],
    [BASH.replace('Version: ', 'Version:  \t'), { version: '5.2.37-2+b5' }],
  ])('takes %#', (text, expected) => {
    expect(one(text)).toMatchObject(expected);
  });

  it('has the files of the configuration, with marks and spaces', () => {
    const conffiles = [
      `/etc/a b.conf ${'0'.repeat(32)}`, `/etc/old ${'f'.repeat(32)} obsolete`, `/etc/gone ${'f'.repeat(32)} obsolete remove-on-upgrade`, '/etc/x newconffile',
      `etc/relative ${'0'.repeat(32)}`, `/etc/short ${'0'.repeat(31)}`, `/etc/marks ${'0'.repeat(32)} OBSOLETE`, '/etc/none',
    ].map((line) => ` ${line}\n`).join('');
    expect(one(`${TZDATA}Conffiles:\n${conffiles}  /etc/b ${'1'.repeat(32)}\nDescription: it\n /etc/no.conf ${'0'.repeat(32)}\n`)?.conffiles).toEqual([
      { path: '/etc/a b.conf', md5: '0'.repeat(32), obsolete: false },
      { path: '/etc/old', md5: 'f'.repeat(32), obsolete: true },
      { path: '/etc/gone', md5: 'f'.repeat(32), obsolete: true },
      { path: '/etc/x', md5: 'newconffile', obsolete: false },
    ]);
  });

  it.each<[string, string, boolean | null]>([
    ['install ok installed', 'installed', true],
    ['install ok unpacked', 'unpacked', true],
    ['install reinstreq half-installed', 'half-installed', true],
    ['deinstall ok config-files', 'config-files', false],
  ])('%s', (status, state, installed) => {
    const found = one(BASH.replace('install ok installed', status));
    expect([found?.state, found && isInstalled(found)]).toEqual([state, installed]);
  });

  it.each(['install ok not-installed', 'install ok', ''])('knows of no package that is %j', (status) => {
    expect(parseDpkgPackages(BASH.replace('install ok installed', status)).packages).toEqual([]);
  });

  it.each<[string, boolean, string, string | undefined]>([
    ['asked for, as apt wrote nothing down', true, BASH, undefined],
    ['asked for, as it is not among those that came along', true, BASH, 'Package: jq\nArchitecture: amd64\nAuto-Installed: 1\n'],
    ['not asked for', false, BASH, 'Package: jq\nArchitecture: amd64\nAuto-Installed: 1\n\nPackage: bash\nArchitecture: amd64\nAuto-Installed: 1\n'],
    ['asked for later', true, BASH, 'Package: bash\nArchitecture: amd64\nAuto-Installed: 0\n'],
    ['asked for, where it came along for another architecture', true, BASH, 'Package: bash\nArchitecture: i386\nAuto-Installed: 1\n'],
    ['not asked for, of all architectures', false, TZDATA, 'Package: tzdata\nArchitecture: amd64\nAuto-Installed: 1\n'],
    ['not asked for, without architectures', false, TZDATA.replace('Architecture: all\n', ''), 'Package: tzdata\nAuto-Installed: 1\n'],
  ])('%s', (_, asked, text, extendedStates) => {
    expect(one(text, extendedStates)?.asked).toBe(asked);
  });
});

describe('parseRpmPackages', () => {
  it('has a package a line, without keys and junk', () => {
    expect(parseRpmPackages('bash\tx86_64\t5.2.37-1.fc42\nvim-minimal\tx86_64\t2:9.1.2-1.fc42\ngpg-pubkey\t(none)\t1-1\nwarning: x\nan\terror\n')).toEqual({
      manager: 'rpm',
      packages: [
        { name: 'bash', architecture: 'x86_64', version: '5.2.37-1.fc42', state: 'installed', asked: null, depends: '', needed: null, conffiles: [] },
        { name: 'vim-minimal', architecture: 'x86_64', version: '2:9.1.2-1.fc42', state: 'installed', asked: null, depends: '', needed: null, conffiles: [] },
      ],
    });
  });

  it.each<[reason: string, asked: boolean | null, needed: boolean | null]>([
    ['User', true, false],
    ['user', true, false],
    ['group', true, false],
    ['Dependency', false, true],
    ['dependency ', false, true],
    ['Weak Dependency', false, false],
    ['weak-dependency', false, false],
    ['unknown', null, null],
    ['None', null, null],
    ['External User', null, null],
  ])('installed as %j', (reason, asked, needed) => {
    const { packages } = parseRpmPackages('jq\tx86_64\t1.7-1\n', `jq\ti686\t${reason === 'User' ? 'Dependency' : 'User'}\njq\tx86_64\t${reason}\nUpdating and loading repositories:\n`);
    expect(packages).toEqual([expect.objectContaining({ asked, needed })]);
  });
});
