import { expect, it } from '@jest/globals';
import { nearest } from '../../../src/core/nearest.ts';

const NAMES = ['up', 'down', 'run', 'status', 'diff', 'holders', 'doctor', 'log', 'check', 'report', 'help'];

it.each<[string, string | null]>([
  ['statsu', 'status'],
  ['stauts', 'status'],
  ['status', 'status'],
  ['holder', 'holders'],
  ['dif', 'diff'],
  ['upp', 'up'],
  ['dwon', 'down'],
  ['chekc', 'check'],
  ['remove', null],
  ['xy', null],
  ['', null],
])('%j means %j', (typed, meant) => {
  expect(nearest(typed, NAMES)).toBe(meant);
});
