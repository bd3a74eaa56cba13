// What `npm run lint` counts in src/, on small houses of its own.

import { describe, expect, it } from '@jest/globals';
import { countHouse, findCircles, type SourceFile } from '../../../scripts/house.ts';

const file = (path: string, imports: string[] = [], lines = 30): SourceFile => ({ path, lines, imports });

const overLimit = (files: readonly SourceFile[]): string[] => countHouse(files).flatMap(({ what, found, limit }) => (found > limit ? [what] : []));

describe('circles of imports', () => {
  it.each<[string, SourceFile[], string[][]]>([
    ['none in a tree', [file('a', ['b', 'c']), file('b', ['c']), file('c')], []],
    ['none where two lead to the same', [file('a', ['b', 'c']), file('b', ['d']), file('c', ['d']), file('d')], []],
    ['two files', [file('a', ['b']), file('b', ['a'])], [['a', 'b']]],
    ['three files, and one that leads there', [file('x', ['a']), file('a', ['b']), file('b', ['c']), file('c', ['a'])], [['a', 'b', 'c']]],
    ['a file that imports itself', [file('a', ['a'])], [['a']]],
    ['two circles', [file('a', ['b']), file('b', ['a', 'c']), file('c', ['d']), file('d', ['c'])], [['c', 'd'], ['a', 'b']]],
  ])('%s', (_title, files, circles) => {
    expect(findCircles(files)).toEqual(circles);
  });
});

describe('rooms', () => {
  const many = (count: number, lines: number): SourceFile[] => Array.from({ length: count }, (_, at) => file(`src/f${at % 2}/n${at}.ts`, [], lines));

  it.each<[string, SourceFile[], string[]]>([
    ['a house that is in order', many(20, 30), []],
    ['a folder of 29 files', Array.from({ length: 29 }, (_, at) => file(`src/a/n${at}.ts`)), ['files in the fullest folder']],
    ['26 small files', many(26, 20), ['files of 20 lines or less']],
    ['a file of 151 lines', [file('src/a/b.ts', [], 151)], ['files of more than 150 lines']],
    ['six names used twice', Array.from({ length: 12 }, (_, at) => file(`src/f${at % 2}/n${at >> 1}.ts`)), ['base names used twice or more']],
  ])('%s', (_title, files, what) => {
    expect(overLimit(files)).toEqual(what);
  });
});
