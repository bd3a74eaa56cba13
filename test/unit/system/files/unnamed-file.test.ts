import { expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { withUnnamedFile } from '../../../../src/system/files/unnamed-file.ts';

it('is read from its first byte, also by who opens /dev/stdin', () => {
  const read = (program: string, ...words: string[]): string => withUnnamedFile('one\ntwo\n', (input) => execFileSync(program, words, { encoding: 'utf8', stdio: [input, 'pipe', 'ignore'] }));
  expect(read('cat')).toBe('one\ntwo\n');
  expect(read('cat', '/dev/stdin')).toBe('one\ntwo\n');
});
