// What came to /etc while nobody looked: links that lead to nothing go, files are named.

import { expect, it } from '@jest/globals';
import { EMPTY_LEFTOVERS } from '../../../src/record/etc-changes.ts';
import type { Tree } from '../../../src/record/baseline.ts';
import { unseenChanges, unseenEdits } from '../../../src/record/unseen.ts';
import { baseline, BEFORE, EDITED, KNOWN, PATH, SHIPPED } from './put-back-host.ts';

const last: Tree = { folders: [], files: ['/etc/old.conf'], links: { '/etc/systemd/system/a.wants/old.service': '/usr/lib/systemd/system/old.service' } };
const LINK = '/etc/systemd/system/multi-user.target.wants/p.service';

it.each<[string, Partial<Tree>, string[], string[]]>([
  ['nothing', {}, [], []],
  ['a file', { files: [...last.files, '/etc/p.conf'] }, [], ['/etc/p.conf']],
  ['a file that a package of the record has', { files: [...last.files, '/etc/known.conf'] }, [], []],
  ['a file that the boot writes', { files: [...last.files, '/etc/machine-id', '/etc/adjtime'] }, [], []],
  ['a file elsewhere', { files: ['/var/lib/systemd/deb-systemd-helper-enabled/p.service'] }, [], []],
  ['what followed the overlay, and is there again', { files: [...last.files, '/etc/pam.d/login', '/etc/own/a'], links: { ...last.links, '/etc/alternatives/awk': '/usr/bin/mawk' } }, [], []],
  ['a link to a unit', { links: { ...last.links, [LINK]: '/usr/lib/systemd/system/p.service' } }, [LINK], []],
  ['a link to a unit, by the old name of the folder', { links: { ...last.links, [LINK]: '/lib/systemd/system/p.service' } }, [LINK], []],
  ['a link to somewhere else', { links: { ...last.links, '/etc/mine': '/srv/mine' } }, [], []],
  ['a link that was there', { links: { '/etc/systemd/system/a.wants/old.service': '/usr/lib/elsewhere' } }, [], []],
])('%s', (_, now, links, files) => {
  const left = { ...EMPTY_LEFTOVERS, files: [{ path: '/etc/known.conf', package: 'known', digest: '0'.repeat(32) }] };
  const found = unseenChanges(baseline({ tree: { ...last, folders: ['/etc/own'] } }), last, { ...last, ...now }, left);
  expect([found.links.map(({ path }) => path), found.files]).toEqual([links, files]);
});

it.each<[string, string | undefined, string | undefined, string[]]>([
  ['nobody', BEFORE, undefined, []],
  ['somebody or a package', EDITED, undefined, [PATH]],
  ['somebody or a package, and the next image has another one', EDITED, SHIPPED, [PATH]],
  ['the next image', SHIPPED, SHIPPED, []],
  ['whoever took it away, which is told elsewhere', undefined, undefined, []],
])('a file of before was changed by %s', (_, now, image, expected) => {
  const host = baseline({ conffiles: { [PATH]: KNOWN } });
  const there = new Map(now === undefined ? [] : [[PATH, { ...KNOWN, digest: now }]]);
  expect(unseenEdits(host, { ...EMPTY_LEFTOVERS, lostFiles: [PATH] }, there, new Map([[PATH, image]]))).toEqual(expected);
  expect(unseenEdits(host, { ...EMPTY_LEFTOVERS, files: [{ path: PATH, package: 'foo', digest: SHIPPED }] }, there, new Map())).toEqual([]);
});

it.each(['mode', 'uid', 'gid'])('a file of before has another %s', (key) => {
  expect(unseenEdits(baseline({ conffiles: { [PATH]: KNOWN } }), EMPTY_LEFTOVERS, new Map([[PATH, { ...KNOWN, [key]: 1 }]]), new Map())).toEqual([PATH]);
});
