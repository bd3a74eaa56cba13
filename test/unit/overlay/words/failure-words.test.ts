// What is offered where a step failed.

import { expect, it } from '@jest/globals';
import type { Step } from '../../../../src/overlay/plan.ts';
import { failureHints } from '../../../../src/overlay/words/failure-words.ts';

const unlock = (program: 'bootc' | 'ostree', ...words: string[]): Step => ({ kind: 'unlock', program, words });

it('looks behind a check for what was to be checked', () => {
  const check: Step = { kind: 'verify-up', readOnly: false, followers: [] };
  expect(failureHints(check, [unlock('bootc', 'usr-overlay'), check], { ostreeUnlocks: true, sudo: false })).toEqual(['to mount the overlay without bootc: `usr-overlay up --backend ostree`']);
  expect(failureHints(check, [check], { ostreeUnlocks: true, sudo: false })).toEqual([]);
});

it.each<[Step | undefined, boolean, string[]]>([
  [unlock('bootc', 'usr-overlay'), true, ['to mount the overlay without bootc: `sudo usr-overlay up --backend ostree`']],
  [unlock('bootc', 'usr-overlay', '--read-only'), true, ['to mount the overlay without bootc: `sudo usr-overlay up --backend ostree --read-only`']],
  [unlock('bootc', 'usr-overlay'), false, ['to mount the overlay without bootc: `sudo usr-overlay up --backend native`']],
  [unlock('ostree', 'admin', 'unlock', '--transient'), true, ['to mount the overlay without ostree: `sudo usr-overlay up --backend native --read-only`']],
  [unlock('ostree', 'admin', 'unlock', '--hotfix'), true, []],
  [{ kind: 'verify-down' }, true, []],
  [undefined, true, []],
])('%o', (step, ostreeUnlocks, expected) => {
  expect(failureHints(step, [], { ostreeUnlocks, sudo: true })).toEqual(expected);
});
