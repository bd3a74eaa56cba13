import { describe, expect, it } from '@jest/globals';
import { parseStanzas } from '../../../src/packages/dpkg-status.ts';
import { count, emptyTally, judgePackages, type Examined, type Tally } from '../../../src/doctor/package-health.ts';

/** Letters of files: s same, d differing, m missing, u without a checksum; capitals of documentation. */
function tally(files: string, more: Partial<Tally> = {}): Tally {
  const made = emptyTally(false);
  [...files].forEach((letter, index) => {
    const kind = letter.toLowerCase();
    const path = letter === kind ? `/usr/bin/${String(index)}` : `/usr/share/doc/a/${String(index)}`;
    count(made, path, kind === 'm' ? 'missing' : 'present', kind === 's' ? 'same' : kind === 'd' ? 'differs' : null);
  });
  return { ...made, ...more };
}

function examined(status: string, of: Tally | null): Examined {
  const [stanza] = parseStanzas(`Package: a\nStatus: ${status}\nArchitecture: all\nVersion: 1`) ?? [];
  if (!stanza) throw new Error('no stanza');
  return { stanza, tally: of };
}

const HEALTHY = Array.from({ length: 3 }, () => examined('install ok installed', tally('ssS')));
const judge = (status: string, of: Tally | null, others = HEALTHY): string | undefined => judgePackages([...others, examined(status, of)])[0]?.fault;

describe('an installed package', () => {
  it.each([
    ['with its files', tally('sssS'), undefined],
    ['without any', tally('mmM'), 'ghost'],
    ['of which another one ships the documentation, too', tally('mmS'), 'ghost'],
    ['of documentation alone', tally('MM'), 'ghost'],
    ['of directories alone', tally(''), undefined],
    ['with no list', null, undefined],
    ['stripped of documentation', tally('ssM'), undefined],
    ['of which the image dropped a program', tally('ssm'), undefined],
    ['of which the image edited a file', tally('sd'), undefined],
    ['whose changelog is another', tally('sd', { otherChangelog: true }), 'other-version'],
    ['none of whose files is its own', tally('dm'), 'other-version'],
    ['changed on this host, with a file too few', tally('ssm', { changedHere: true }), 'other-version'],
    ['changed on this host for good', tally('sss', { changedHere: true }), undefined],
    ['with another changelog and all of its files', tally('ssS', { otherChangelog: true }), undefined],
    ['of which nothing is there but what has no checksum', tally('um'), undefined],
    ['of documentation alone, some of which is there', tally('SM'), undefined],
  ])('%s', (_, of, expected) => {
    expect(judge('install ok installed', of)).toBe(expected);
  });

  it.each<[string, string[], string | undefined]>([
    ['of none of them', ['ssM', 'ssM', 'ssM'], undefined],
    ['of half of them', ['ssS', 'ssM'], undefined],
    ['of most of them', ['ssS', 'ssS', 'ssM'], 'ghost'],
    ['of most that have any', ['ssS', 'ss', 'ss'], 'ghost'],
    ['of most that have programs, too', ['ssM', 'S', 'S'], undefined],
    ['a part of it', ['ssSM'], 'ghost'],
    ['of nothing', [], undefined],
  ])('of documentation alone, where the image has the documentation %s', (_, others, expected) => {
    expect(judge('install ok installed', tally('MM'), others.map((files) => examined('install ok installed', tally(files))))).toBe(expected);
  });

  it.each<[string, (boolean | null)[], string | undefined]>([
    ['few', [false, false, false], 'other-version'],
    ['few of those whose time is known', [false, false, null, null, null], 'other-version'],
    ['half', [false], undefined],
    ['all', [true, true], undefined],
    // No deployment tells: only what came in an overlay that is gone is known to be younger.
    ['none of the others, as far as it is known,', [null, null, null], 'other-version'],
  ])('is told by time where %s are younger than the image', (_, times, expected) => {
    const others = times.map((changedHere) => examined('install ok installed', tally('ss', { changedHere })));
    expect(judge('install ok installed', tally('sm', { changedHere: true }), others)).toBe(expected);
  });
});

it.each([
  ['install reinstreq half-installed', null, 'failed-install'],
  ['install reinstreq half-installed', tally('ss'), 'failed-change'],
  ['deinstall ok half-installed', tally('ss'), 'failed-change'],
  ['install reinstreq half-installed', tally('mm'), 'ghost'],
  ['install reinstreq half-installed', tally('d'), 'other-version'],
  ['install ok not-installed', null, 'selected'],
  ['hold ok not-installed', null, undefined],
  ['install ok half-configured', tally('ss'), 'unconfigured'],
  ['install ok triggers-pending', tally('ss'), 'unconfigured'],
  ['install ok unpacked', tally('mm'), 'ghost'],
  ['install reinstreq unpacked', tally('ss'), 'failed-change'],
  ['install reinstreq installed', null, 'failed-install'],
  ['deinstall ok config-files', null, undefined],
  ['deinstall ok config-files', tally('mm'), undefined],
])('%s: %#', (status, of, expected) => {
  expect(judge(status, of)).toBe(expected);
});

it('counts what is there, by checksum, and what is not', () => {
  expect(tally('ssduSmM')).toEqual({ present: 5, same: 3, differing: 1, missing: 2, documents: { present: 1, missing: 1 }, otherChangelog: false, changedHere: false });
});
