// Two looks at what an overlay's packages left, of which the second could not see what the first had seen.

import { expect, it } from '@jest/globals';
import { EMPTY_LEFTOVERS, type Leftovers } from '../../../src/record/etc-changes.ts';
import { joinLeftovers, joinPackages } from '../../../src/record/join-leftovers.ts';
import type { PackageChange } from '../../../src/packages/package-changes.ts';
import { parseLeftovers } from '../../../src/record/parse-etc-changes.ts';

const file = (path: string, digest: string): Leftovers['files'][number] => ({ path, package: 'p', digest: digest.repeat(32) });

it('all of both, and of one path the later look', () => {
  const earlier: Leftovers = { ...EMPTY_LEFTOVERS, files: [file('/etc/a', '1'), file('/etc/b', '1')], masks: ['/etc/m'], users: ['one'], witnesses: { p: [] }, databaseFollows: true };
  const later: Leftovers = { ...EMPTY_LEFTOVERS, files: [file('/etc/b', '2')], lostFiles: ['/etc/l'], users: ['one', 'two'], databaseFollows: false };
  const joined = joinLeftovers(earlier, later);
  expect(joined).toEqual({
    ...EMPTY_LEFTOVERS, files: [file('/etc/a', '1'), file('/etc/b', '2')], masks: ['/etc/m'], lostFiles: ['/etc/l'], users: ['one', 'two'], witnesses: { p: [] },
    touched: [], administrator: [], doubtful: [], databaseFollows: false, isForgotten: true,
  });
  expect(parseLeftovers(JSON.stringify(joined))).toEqual(joined);
});

it('a package’s later change', () => {
  const change = (label: string, after: string): PackageChange => ({ manager: 'dpkg', name: label, architecture: 'all', label, change: 'installed', before: null, after, asked: true, implied: false });
  expect(joinPackages([change('a', '1'), change('b', '1')], [change('b', '2')]).map(({ label, after }) => `${label} ${String(after)}`)).toEqual(['a 1', 'b 2']);
});
