// The words of `npm run campaign`, and what its table and its exit code are made of.

import { describe, expect, it } from '@jest/globals';
import { CAMPAIGNS } from '../../campaigns/campaigns.ts';
import { givenOptions, OPTION_TEXTS, readOptions } from '../../campaigns/options.ts';
import { isGood, renderTable } from '../../campaigns/outcome.ts';

describe('the options', () => {
  it('narrow a campaign down', () => {
    const { names, asked } = readOptions(['life', 'faults', '--variant', 'trixie', '--variant', 'forky', '--host', 'native', '--only', 'kill:', '--seed', '7']);
    expect(names).toEqual(['life', 'faults']);
    expect(asked.variants().map(({ name }) => name)).toEqual(['trixie', 'forky']);
    expect(['native', 'ostree'].map(asked.isHost)).toEqual([true, false]);
    expect(['kill: up', 'up: mount'].map(asked.holds)).toEqual([true, false]);
    expect(['kill:', 'kill: up'].map(asked.isOnly)).toEqual([true, false]);
    expect(asked.seed).toBe(7);
    expect(givenOptions(asked.values).sort()).toEqual(['host', 'only', 'seed', 'variant']);
  });

  it('leave all in where none is given', () => {
    const { asked } = readOptions(['life']);
    expect(asked.variants()).toHaveLength(4);
    expect(asked.variants(['trixie']).map(({ name }) => name)).toEqual(['trixie']);
    expect([asked.isHost('any'), asked.holds('any'), asked.isOnly('any')]).toEqual([true, true, true]);
    expect(givenOptions(asked.values)).toEqual([]);
  });

  it('end a campaign after --minutes, else after its own time', () => {
    const left = (words: string[]): number => Math.round((readOptions(words).asked.until(15) - performance.now()) / 60_000);
    expect([left(['fuzz']), left(['fuzz', '--minutes', '2'])]).toEqual([15, 2]);
  });

  it.each([['--minutes', 'soon'], ['--seed', '0'], ['--boots', '-1'], ['--variant', 'buster'], ['--manager', 'zypper'], ['--colour', 'red']])('%s %s is a mistake', (...words) => {
    expect(() => readOptions(['life', ...words])).toThrow(words[0] === '--variant' || words[0] === '--manager' ? words[1] : words[0]);
  });
});

it('each option is one of some campaign', () => {
  const taken = new Set(CAMPAIGNS.flatMap(({ options }) => options));
  expect([...taken].sort()).toEqual(Object.keys(OPTION_TEXTS).sort());
});

describe('the table', () => {
  it('has a row for each of what was tried, and the sum', () => {
    expect(renderTable('life', [{ name: 'ostree on trixie', tried: 12, wrong: 1, note: 'a word' }, { name: 'native', tried: 8, wrong: 0 }])).toEqual([
      'life                 tried   wrong',
      'ostree on trixie        12       1  a word',
      'native                   8       0',
      'all                     20       1',
    ]);
  });

  it.each([[[], false], [[{ name: 'a', tried: 0, wrong: 0 }], false], [[{ name: 'a', tried: 2, wrong: 1 }], false], [[{ name: 'a', tried: 2, wrong: 0 }], true]])('%j is good: %s', (outcomes, good) => {
    expect(isGood(outcomes)).toBe(good);
  });
});
