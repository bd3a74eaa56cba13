import { expect, test } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import { describeFault } from '../../../src/core/fault.ts';
import { EXIT } from '../../../src/core/exit-codes.ts';

function faultOf(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

test('a system call that failed is the host’s doing, and says which and on what', () => {
  expect(describeFault(faultOf(() => mkdirSync('/dev/null/x')))).toEqual({ line: "mkdir '/dev/null/x': not a directory (ENOTDIR)", exitCode: EXIT.failed });
});

test('anything else is a bug of ours', () => {
  expect(describeFault(new TypeError('x is not a function'))).toEqual({
    line: 'bug in usr-overlay: x is not a function; please report it with the output of `usr-overlay report DIR`',
    exitCode: EXIT.bug,
  });
  expect(describeFault('thrown')).toMatchObject({ exitCode: EXIT.bug });
});
