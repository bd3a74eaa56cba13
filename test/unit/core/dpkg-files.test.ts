import { expect, it } from '@jest/globals';
import { isDocumentation, parseDiversions, parseFormerVersions, parseList, parseMd5sums, parsePathFilter } from '../../../src/core/dpkg-files.ts';

it('reads lists, checksums and diversions', () => {
  expect(parseList('/.\n/usr\n/usr/bin/a b\n')).toEqual(['/usr', '/usr/bin/a b']);
  const sum = '0123456789abcdef0123456789abcdef';
  expect([...parseMd5sums(`${sum}  usr/bin/a b\nrubbish\n${sum}  ./usr/c\n`)]).toEqual([['/usr/bin/a b', sum], ['/usr/c', sum]]);
  expect(parseDiversions('/bin/sh\n/bin/sh.distrib\ndash\n').get('/bin/sh')).toEqual({ to: '/bin/sh.distrib', by: 'dash' });
});

it('leaves out what the configuration leaves out, and the last word counts', () => {
  const isLeftOut = parsePathFilter(['# comment\npath-exclude=/usr/share/doc/*\npath-include = /usr/share/doc/*/copyright\n', 'path-exclude "/usr/share/man/[!a]?/*"\n']);
  expect(['/usr/share/doc/a/changelog.gz', '/usr/share/doc/a/copyright', '/usr/share/man/b1/x.gz', '/usr/share/man/a1/x.gz', '/usr/bin/a'].map(isLeftOut)).toEqual([true, false, true, false, false]);
});

it('knows documentation, which an image may lack', () => {
  expect(['/usr/share/doc/a', '/usr/share/locale/de/x.mo', '/usr/share/docs', '/usr/bin/man'].map(isDocumentation)).toEqual([true, true, false, false]);
});

it('knows the versions before an upgrade, the last one first', () => {
  const log = '2026-11-22 10:00:00 upgrade a:all 1.0 1.1\n2026-11-22 10:00:01 status installed a:all 1.1\n2026-11-23 10:00:00 upgrade a:all 1.1 1.2\n2026-11-23 10:00:00 upgrade ab:all 7 8\n';
  expect(parseFormerVersions(log, 'a')).toEqual(['1.1', '1.0']);
});
