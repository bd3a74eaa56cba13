// All that the program prints, on a terminal of 80 columns: no line is broken inside a word, and no name of an error of the system is shown.
import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { stripVTControlCharacters } from 'node:util';
import { linesPage } from '../../documents/lines.ts';
import { shape } from '../../../src/output/io/terminal.ts';
import { wrapLine } from '../../../src/output/wrap-line.ts';

const FOLDER = new URL('.', import.meta.url).pathname;
const LINES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.txt'))
  .flatMap((name) => readFileSync(FOLDER + name, 'utf8').split('\n'))
  .filter((line) => line !== '' && !line.startsWith('# '));

describe.each([80, 120, 40])('%i columns', (width) => {
  it('hold each line, but for a word that is longer', () => {
    const tooLong = LINES.flatMap((line) => wrapLine(line, width)).filter((piece) => piece.length > width && piece.trim().replace(/^[a-z]+: /, '').includes(' ') && !/'[^']{20,}/.test(piece));
    expect(tooLong).toEqual([]);
  });

  it('lose nothing of a line', () => {
    const whole = (text: string): string => text.replaceAll(/ \\$/gm, '').replaceAll(/\s+/g, ' ').trim();
    for (const line of LINES) expect(whole(wrapLine(line, width).join('\n'))).toBe(whole(line));
  });

  it('are broken at the same places with colour as without', () => {
    for (const line of LINES) expect(stripVTControlCharacters(shape(line, { columns: width, colour: true }).join('\n'))).toBe(shape(line, { columns: width, colour: false }).join('\n'));
  });
});

it('no line names an errno', () => {
  const names = new RegExp(`\\b(${Object.keys(constants.errno).join('|')})\\b`);
  expect(LINES.filter((line) => names.test(line))).toEqual([]);
});

it('every command that is named stands in backquotes that are closed', () => {
  expect(LINES.filter((line) => line.split('`').length % 2 === 0)).toEqual([]);
});

it('there are many', () => expect(LINES.length).toBeGreaterThan(300));

it('docs/lines.md shows them all', () => expect(readFileSync(new URL('../../../docs/lines.md', import.meta.url), 'utf8')).toBe(linesPage()));
