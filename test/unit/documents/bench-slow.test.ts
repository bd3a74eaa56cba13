// A row that is made slow shows it: our side sleeps, and what was reached is not.

import { describe, expect, it, test } from '@jest/globals';
import { chooseRows, type Choice } from '../../documents/bench/choose.ts';
import { HOSTS, PLACES } from '../../documents/bench/places.ts';
import { ratio, sooner, type Place, type Row } from '../../documents/bench/row.ts';
import { isTimed, slowed } from '../../documents/bench/slow.ts';

const rows = PLACES.flatMap(({ rows: all }) => all);
const titled = (part: string): Row => {
  const row = rows.find(({ title }) => title.includes(part));
  if (!row) throw new Error(`no row ${part}`);
  return row;
};
const own = (part: string): Row['figure'] => (medians) => titled(part).figure(medians, titled(part).sides.map(({ name }) => name));

test.each<[string, Row['figure'], number[], string, string]>([
  ['ratio', ratio(1.02), [40, 40], '1.00 times', '3.50 times'],
  ['ratio of long times', ratio(1.03), [302, 300], '1.01 times', '1.34 times'],
  ['sooner', sooner(10), [30, 330], '11.0 times sooner', '2.5 times sooner'],
  ['beside the cheapest peer', own('cheapest peer'), [203, 200, 300, 280, 310, 201], '3.0 ms of 80 ms (needrestart): 1/27', '103.0 ms of 80 ms (needrestart): 1/1'],
  ['beside two', own('50,000 mounts'), [140, 100, 30], '1.08 times', '1.85 times'],
])('%s: 100 ms turn what is reached into what is not', (_, figure, [ours = NaN, ...others], before, after) => {
  expect(figure([ours, ...others], [])).toMatchObject({ reached: true, text: before });
  expect(figure([ours + 100, ...others], [])).toMatchObject({ reached: false, text: after });
});

describe.each(rows.map((row) => [row.title, row] as const))('%s', (_, row) => {
  const names = row.sides.map(({ name }) => name);
  const theirs = row.sides.slice(1).map((_side, index) => 10_000 * (index + 1));

  it('takes the first side for ours: the figure is reached or not by that one', () => {
    expect(row.figure([100, ...theirs], names).reached).toBe(true);
    expect(row.figure([100_000_000, ...theirs], names).reached).toBe(false);
  });

  it('has us on that side', () => {
    const [ours, ...others] = row.sides;
    expect(ours.before ?? '').not.toMatch(/aside(?!.*back)|only (?!us)/);
    for (const other of others) expect(other.before ?? '').not.toMatch(/(^|; )back|only us/);
  });

  it('is slow on that side alone, within what is timed', () => {
    const [ours, ...others] = row.sides;
    expect(slowed(row, '0.5')).toEqual({
      ...row,
      title: `${row.title}, ours made slow by 0.5 s`,
      sides: [{ ...ours, shell: `sleep 0.5\n${ours.shell}` }, ...others],
    });
  });
});

describe('the rows that are chosen', () => {
  const choice: Choice = { only: '', by: '0.1', write: false };
  const titles = (chosen: Place[] | string): string[] => (typeof chosen === 'string' ? [chosen] : chosen.flatMap((place) => place.rows.map(({ title }) => title)));

  it('are all, or those whose titles hold a text, with the host\'s name before it', () => {
    expect(titles(chooseRows(PLACES, choice))).toEqual(rows.map(({ title }) => title));
    expect(titles(chooseRows(PLACES, { ...choice, only: 'apt-get update' }))).toEqual([titled('apt-get update').title]);
    expect(titles(chooseRows(PLACES, { ...choice, only: 'a large overlay: ' }))).toEqual(['`diff` of 200,000 files', 'its memory, 200,000 files', '`diff` of 1,000,000 files', 'its memory, 1,000,000 files']);
  });

  it('are slow where it was asked for', () => {
    const chosen = titles(chooseRows(HOSTS, { ...choice, only: 'ordinary host', slow: 'apt-get update' }));
    expect(chosen.filter((title) => title.endsWith(', ours made slow by 0.1 s'))).toEqual([`${titled('apt-get update').title}, ours made slow by 0.1 s`]);
    expect(chosen).toHaveLength(6);
  });

  it('are never slow where no time is taken', () => {
    expect(rows.filter((row) => !isTimed(row)).map(({ title }) => title)).toEqual([
      'ordinary host: processes that an install with nothing to do starts for us', 'ordinary host: processes that a reinstallation starts for us',
      "the guard's memory", 'its first start: bytes that are read from the disk', 'its memory, 200,000 files', 'its memory, 1,000,000 files', 'size of the .deb, and installed',
    ]);
    expect(chooseRows(PLACES, { ...choice, slow: 'its memory' })).toContain('no title of one that is timed holds "its memory"');
  });

  it.each<[Partial<Choice>, string]>([
    [{ only: 'no such row' }, 'no title of a row holds "no such row"'],
    [{ only: 'dnf', slow: 'apt-get update' }, '--slow: among the rows asked for'],
    [{ slow: 'apt-get update', write: true }, '--slow is for a look at the bench itself'],
    [{ slow: 'apt-get update', by: '1; reboot' }, '--by 1; reboot is no number of seconds'],
  ])('are none with %j', (part, words) => {
    expect(chooseRows(PLACES, { ...choice, ...part })).toContain(words);
  });
});
