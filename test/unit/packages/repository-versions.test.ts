// Whether a repository has the very version that is installed.

import { describe, expect, it } from '@jest/globals';
import { hasRepositories, labelsOffered, offersOfApt, offersOfDnf } from '../../../src/packages/repository-versions.ts';
import type { PackageChange } from '../../../src/packages/package-changes.ts';

const POLICY = `jq:
  Installed: 1.7-1
  Candidate: 1.7-1
  Version table:
 *** 1.7-1 500
        500 http://deb.example/debian trixie/main amd64 Packages
        100 /var/lib/dpkg/status
     1.6-1 500
        500 http://deb.example/debian bookworm/main amd64 Packages
tool:
  Installed: 2.0
  Candidate: 2.0
  Version table:
 *** 2.0 100
        100 /var/lib/dpkg/status
libc6:i386:
  Installed: 2.41-12
  Candidate: 2.41-12
  Version table:
 *** 2.41-12 1001
       1001 http://pinned.example/debian trixie/main i386 Packages
        100 /var/lib/dpkg/status
snapd:
  Installed: 2.72
  Candidate: 2.71
  Version table:
 *** 2.72 500 (phased 20%)
        500 http://ubuntu.example/ubuntu noble-updates/main amd64 Packages
        100 /var/lib/dpkg/status
     2.71 500
        500 http://ubuntu.example/ubuntu noble/main amd64 Packages
held:
  Installed: 1.0
  Candidate: (none)
  Version table:
 *** 1.0 -10
        -10 http://deb.example/debian trixie/main amd64 Packages
        100 /var/lib/dpkg/status
own:
  Installed: 3.0
  Candidate: 3.0
  Version table:
 *** 3.0 500
        500 file:/srv/packages ./ Packages
        100 /var/lib/dpkg/status
`;

const changed = (label: string, after: string | null, more: Partial<PackageChange> = {}): PackageChange =>
  ({ manager: 'dpkg', name: label, label, architecture: 'amd64', change: 'installed', before: null, after, asked: true, implied: false, ...more });

describe('of apt', () => {
  it.each([
    ['jq', '1.7-1', 'first'],
    ['jq', '1.6-1', 'other'],
    ['jq', '1.5-1', 'none'],
    ['jq', null, 'unknown'],
    ['tool', '2.0', 'none'],
    ['libc6:i386', '2.41-12', 'first'],
    ['libc6', '2.41-12', 'none'],
    ['snapd', '2.72', 'other'],
    ['snapd', '2.71', 'first'],
    ['held', '1.0', 'other'],
    ['own', '3.0', 'first'],
    ['absent', '1', 'none'],
  ] as const)('%s %s is %s', (name, after, expected) => {
    const change = changed(name, after);
    expect(offersOfApt([change], POLICY)).toEqual(new Map([[change, expected]]));
    expect(offersOfApt([change], POLICY.replaceAll('/var/lib', '/usr/lib/sysimage')).get(change)).toBe(expected);
    expect(offersOfApt([change], null).get(change)).toBe('unknown');
  });

  it('says nothing of what stands before the first package', () => {
    const change = changed('jq', '1.7-1');
    expect(offersOfApt([change], POLICY.slice(POLICY.indexOf('  Candidate'))).get(change)).toBe('none');
  });
});

describe('of dnf', () => {
  const LISTING = 'kernel\tx86_64\t6.1-1\n\nkernel\tx86_64\t0:6.2-1\nglibc\ti686\t2.41-1\nglibc\tx86_64\t2.40-1\nkernel-core\tx86_64\t6.3-1\nkernel\tx86_64\n';
  const X86 = { manager: 'rpm', architecture: 'x86_64' } as const;

  it.each([
    ['kernel', '6.2-1', 'first'],
    ['kernel', '6.1-1', 'other'],
    ['kernel', '6.0-1', 'none'],
    ['kernel', '6.3-1', 'none'],
    ['kernel', '6.2-1_', 'first'],
    ['kernel', null, 'unknown'],
    ['glibc', '2.41-1', 'none'],
    ['glibc', '2.40-1', 'first'],
    ['absent', '1-1', 'none'],
  ] as const)('%s %s is %s', (name, after, expected) => {
    const change = changed(name, after, X86);
    expect(offersOfDnf([change], LISTING)).toEqual(new Map([[change, expected]]));
    expect(offersOfDnf([change], null).get(change)).toBe('unknown');
  });
});

describe('apt has lists', () => {
  const INSTALLED = 'Package files:\n 100 /var/lib/dpkg/status\n     release a=now\n';
  const PINS = 'Pinned packages:\n     jq -> 1.6-2.1+deb12u3 with priority 1005\n';

  it.each([
    [false, ''],
    [false, INSTALLED + PINS],
    [false, INSTALLED.replace('/var/lib', '/usr/lib/sysimage')],
    [true, `${INSTALLED} 500 http://deb.example/debian trixie/main amd64 Packages\n     release o=Debian\n${PINS}`],
    [true, `${INSTALLED} -10 http://deb.example/debian trixie/main amd64 Packages\n`],
    [true, `${INSTALLED}  -1 http://deb.example/debian trixie/main amd64 Packages\n`],
    [true, `${INSTALLED}1001 http://deb.example/debian trixie/main amd64 Packages\n`],
  ])('%s: %j', (has, policy) => {
    expect(hasRepositories(policy)).toBe(has);
  });
});

it('tells of which packages some version can be installed', () => {
  expect([...labelsOffered(`${POLICY}gone:\n  Installed: (none)\n  Candidate: (none)\n  Version table:\n`)]).toEqual(expect.arrayContaining(['jq', 'tool', 'libc6:i386']));
  expect(labelsOffered('gone:\n  Installed: (none)\n  Candidate: (none)\n').size).toBe(0);
});
