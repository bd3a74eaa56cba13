import { expect, test } from '@jest/globals';
import type { Case } from '../../campaigns/faults/case.ts';
import { orderCases } from '../../campaigns/faults/order.ts';
import { programFaults } from '../../campaigns/faults/programs.ts';

const cases = (family: string, count: number): Case[] =>
  Array.from({ length: count }, (_, index) => ({ family, title: `${family} ${String(index)}`, kind: 'up', codes: [0], fault: ':', heal: ':' }));
const titles = (found: readonly Case[]): string[] => found.map(({ title }) => title);

test('a seed has one order, another seed another, and all are in it', () => {
  const all = cases('a', 20);
  expect(orderCases(all, 7)).toEqual(orderCases(all, 7));
  expect(titles(orderCases(all, 7))).not.toEqual(titles(orderCases(all, 8)));
  expect(titles(orderCases(all, 7)).sort()).toEqual(titles(all).sort());
});

test('a large family leaves room for a small one', () => {
  const first = orderCases([...cases('large', 100), ...cases('small', 4)], 1).slice(0, 12);
  expect(first.filter(({ family }) => family === 'small')).toHaveLength(2);
});

test('a program that is never called is no fault, and the second call of one is none where there is but one', () => {
  const found = titles(programFaults((kind, program) => (kind === 'up' && program === 'ostree' ? 2 : kind === 'up' && program === 'flock' ? 1 : 0)));
  expect(found).toContain('up: ostree once killed');
  expect(found).toContain('up: flock killed');
  expect(found).not.toContain('up: flock once killed');
  expect(found.filter((title) => !/^up: (ostree|flock) /.test(title))).toEqual([]);
});
