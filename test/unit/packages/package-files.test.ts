import { describe, expect, it } from '@jest/globals';
import { parseDpkgFiles, parseRpmConfiguration, parseRpmFiles } from '../../../src/packages/package-files.ts';

const [SHIPPED, OTHER] = ['d41d8cd98f00b204e9800998ecf8427e', '0123456789abcdef0123456789abcdef'];

describe("dpkg's files", () => {
  it.each([
    ['a folder has no digest', '/.\n/etc\n', '', { path: '/etc', digest: null }],
    ['a file has the digest that it was shipped with', '/usr/bin/a b\n', `${OTHER}  usr/bin/a b\n`, { path: '/usr/bin/a b', digest: OTHER }],
    ['a file of the time before the merged /usr is in /usr', '/lib/x\n', `${OTHER}  lib/x\n`, { path: '/usr/lib/x', digest: OTHER }],
  ])('%s', (_, list, md5sums, expected) => {
    expect(parseDpkgFiles(list, md5sums, [])).toEqual([expected]);
  });

  it('are also its configuration, whether or not the list has it', () => {
    const conffiles = [{ path: '/etc/a b', md5: SHIPPED, obsolete: false }, { path: '/etc/new', md5: 'newconffile', obsolete: false }, { path: '/etc/kept', md5: OTHER, obsolete: false }];
    expect(parseDpkgFiles('/.\n/etc\n/etc/a b\n', '', conffiles)).toEqual([
      { path: '/etc', digest: null },
      { path: '/etc/a b', digest: SHIPPED },
      { path: '/etc/new', digest: null },
      { path: '/etc/kept', digest: OTHER },
    ]);
  });
});

describe("rpm's files", () => {
  it('have digests, folders and links none', () => {
    expect(parseRpmFiles(`p:noarch=1:2-3\n${'a'.repeat(64)}\t100640 root root\t/etc/a b\n\t40755 root mail\t/etc/folder\nq:x86_64=1-1\nr:noarch=1-1\n${OTHER}\t100644 his his\t/lib64/x\n`)).toEqual(new Map([
      ['p:noarch=1:2-3', [{ path: '/etc/a b', digest: 'a'.repeat(64), like: { mode: 0o640, uid: 0, gid: 0 } }, { path: '/etc/folder', digest: null }]],
      ['q:x86_64=1-1', []],
      ['r:noarch=1-1', [{ path: '/usr/lib64/x', digest: OTHER }]],
      ['', []],
    ]));
  });

  it.each(['', '(none)', 'package foo is not installed', `${OTHER}\t100644 root root\tetc/a`, `x${OTHER}\t100644 root root\t/etc/a`, `${OTHER}\t/etc/a`, `${OTHER} /etc/a`])('are none: %j', (line) => {
    expect([...parseRpmFiles(`p:noarch=1-1\n${line}\n`).values()].flat()).toEqual([]);
  });

  it('of configuration stand below their package', () => {
    const listing = 'setup\n/etc/aliases\n/etc/bashrc\nbash\n(contains no files)\nglibc\n/etc/ld.so.conf\n';
    expect([...parseRpmConfiguration(listing)]).toEqual([['/etc/aliases', 'setup'], ['/etc/bashrc', 'setup'], ['/etc/ld.so.conf', 'glibc']]);
  });
});
