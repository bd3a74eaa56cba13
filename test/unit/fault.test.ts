import { expect, test } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import { describeFault, reasonOf, whyOf } from '../../src/fault.ts';
import { EXIT } from '../../src/exit-codes.ts';

function faultOf(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

test('a system call that failed is the host’s doing, and says which and on what', () => {
  expect(describeFault(faultOf(() => mkdirSync('/dev/null/x')))).toEqual({ line: "mkdir '/dev/null/x': a part of its path is not a folder", exitCode: EXIT.failed });
});

test('anything else is a bug of ours', () => {
  expect(describeFault(new TypeError('x is not a function'))).toEqual({
    line: 'bug in usr-overlay: x is not a function; please report it with the output of `usr-overlay report DIR`',
    exitCode: EXIT.bug,
  });
  expect(describeFault('thrown')).toMatchObject({ exitCode: EXIT.bug });
});

test.each<[unknown, string]>([
  [new Error("ENOSPC: no space left on device, mkdir '/run/x'"), "mkdir '/run/x': no space is left on the device"],
  [new Error("EXDEV: cross-device link not permitted, rename '/a, b' -> '/c'"), "rename '/a, b' -> '/c': cross-device link not permitted"],
  [new Error("ENOENT: no such file or directory, open '/tmp/two\nlines'"), "open '/tmp/two\nlines': no such file or folder"],
  [new Error('apt said: E: unable to lock, really'), 'apt said: E: unable to lock, really'],
  [new Error('a copy of ENOENT: no such file, open x'), 'a copy of ENOENT: no such file, open x'],
  [{ message: 'EIO: i/o error, read', errno: -5, syscall: 'read' }, 'read: the device reports an error'],
  ['thrown', 'thrown'],
  [null, 'null'],
  [undefined, 'undefined'],
  [7, '7'],
])('the reason of %p', (fault, reason) => {
  expect(reasonOf(fault)).toBe(reason);
});

test.each<[unknown, string]>([
  [{ code: 'ENOSPC' }, 'no space is left on the device'],
  [Object.assign(new Error("EXDEV: cross-device link not permitted, rename '/a'"), { code: 'EXDEV' }), 'cross-device link not permitted'],
  [{ code: 'ESTALE' }, 'the system refused it'],
  [new Error('apt said no'), 'apt said no'],
  [new Error("EIO: , Unknown error: Input/output error '/var/x'"), 'the device reports an error'],
])('why %j failed, without the name of an error', (error, words) => expect(whyOf(error)).toBe(words));
