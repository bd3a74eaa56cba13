import { expect, it } from '@jest/globals';
import { early } from '../../../src/cli/record-session.ts';

function counted(fails: number): { look: () => number; looks: () => number } {
  let looks = 0;
  const look = (): number => {
    looks += 1;
    if (looks <= fails) throw new Error('trouble');
    return looks;
  };
  return { look, looks: () => looks };
}

it('yields what was seen early, and looks no second time', () => {
  const { look, looks } = counted(0);
  const { prepare, take } = early(look);
  prepare();
  expect([take(), looks()]).toEqual([1, 1]);
});

it('looks where nobody came to it', () => {
  expect(early(counted(0).look).take()).toBe(1);
});

it('keeps trouble back until somebody hears of it', () => {
  const { prepare, take } = early(counted(2).look);
  expect(prepare).not.toThrow();
  expect(take).toThrow('trouble');
});
