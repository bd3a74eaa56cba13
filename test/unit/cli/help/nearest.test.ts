import { expect, it } from '@jest/globals';
import { nearest } from '../../../../src/cli/help/nearest.ts';

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
  ['a', null],
  ['dp', 'up'],
  ['lgo', 'log'],
  ['don', 'down'],
  ['wn', null],
  ['pa', null],
  ['xu', null],
  ['satuts', 'status'],
  ['holdesr', 'holders'],
  ['satsut', null],
  ['statusses', null],
])('%j means %j', (typed, meant) => {
  expect(nearest(typed, NAMES)).toBe(meant);
});

it('means the nearest one, and of two the first', () => {
  expect(nearest('--packages', ['--package', '--packets', '--packages'])).toBe('--packages');
  expect(nearest('stat', ['start', 'stats', 'state'])).toBe('start');
  expect(nearest('doctro', ['docs', 'doctor'])).toBe('doctor');
});
