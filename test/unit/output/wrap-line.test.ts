// A line is broken at words, and the command in it stays one that can be pasted.
import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { wrapLine } from '../../../src/output/wrap-line.ts';

describe('wrapLine', () => {
  it.each<[string, number, string[]]>([
    ['hint: short', 40, ['hint: short']],
    ['hint: one two three four', 16, ['hint: one two', '      three four']],
    ['no prefix at all', 10, ['no prefix', 'at all']],
    ['  indented words', 10, ['  indented', '  words']],
    ['note: averyveryverylongword here', 12, ['note: averyveryverylongword', '      here']],
    ['hint: do: `apt-get install a b` now', 25, ['hint: do: `apt-get \\', '      install a b` now']],
    ['status: To undo this: `sudo a b`, or so', 30, ['status: To undo this:', '        `sudo a b`, or so']],
    ['hint: `a b` then `c d`', 16, ['hint: `a b` then', '      `c d`']],
    ['hint: `a b c d e', 12, ['hint: `a b \\', '      c d \\', '      e']],
    ["hint: `run 'a b c' d`", 14, ["hint: `run \\", "      'a b c' \\", '      d`']],
    ["the user's word isn't quoted", 14, ["the user's", 'word isn\'t', 'quoted']],
  ])('%j at %d', (line, width, expected) => expect(wrapLine(line, width)).toEqual(expected));

  it('a shell reads the wrapped command as the whole one', () => {
    const command = "printf '%s\\n' 'two words' three four five six seven eight nine ten";
    for (const width of [20, 30, 40, 50]) {
      const pasted = wrapLine(`hint: type this: \`${command}\``, width).join('\n').split('`')[1] ?? '';
      expect(execFileSync('/bin/sh', ['-c', pasted], { encoding: 'utf8' })).toBe('two words\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n');
    }
  });
});
