import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { isFolder, isSameFolder, isThere, linkTarget, modifiedAt, readText } from '../../../../src/system/files/read.ts';

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

test('what was a folder once and is a file now holds nothing; what cannot be looked at is not gone', () => {
  expect(['/dev/null', '/dev/null/x', '/nonexistent', UNREADABLE].map(isThere)).toEqual([true, false, false, true]);
  expect(['/dev', '/dev/null', '/dev/null/x', '/nonexistent', UNREADABLE].map(isFolder)).toEqual([true, false, false, false, false]);
  expect(['/dev/null/x', '/nonexistent', UNREADABLE].map(modifiedAt)).toEqual([null, null, null]);
});

test('a link is there whether or not it leads somewhere, and is no folder', () => {
  const folder = mkdtempSync('/tmp/read-test-');
  try {
    mkdirSync(`${folder}/real`);
    symlinkSync('real', `${folder}/link`);
    symlinkSync('nowhere', `${folder}/dangling`);
    expect([isThere(`${folder}/dangling`), isFolder(`${folder}/link`), isFolder(`${folder}/link/.`), linkTarget(`${folder}/link`), linkTarget(`${folder}/real`)]).toEqual([true, false, true, 'real', undefined]);
    expect([isSameFolder(`${folder}/link`, `${folder}/real`), isSameFolder(folder, `${folder}/real`), isSameFolder(folder, `${folder}/dangling`)]).toEqual([true, false, null]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
