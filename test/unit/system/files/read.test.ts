import { expect, test } from '@jest/globals';
import { readText } from '../../../../src/system/files/read.ts';

// Any user can have this one fail with something else than that it is not there.
const UNREADABLE = `/tmp/${'x'.repeat(300)}`;

test('a file that the system cannot read is no answer, and a fault where it must not be taken for absent', () => {
  expect(readText(UNREADABLE)).toBeUndefined();
  expect(() => readText(UNREADABLE, { throws: true })).toThrow('ENAMETOOLONG');
});

test('an absent one is none', () => {
  expect(readText('/dev/null/x', { throws: true })).toBeUndefined();
  expect(readText('/nonexistent', { throws: true })).toBeUndefined();
});
