// Texts that the program prints, kept in a file for each subject: `npm run documents -- lines` makes a page of them, and every test
// that changes a sentence shows it there. With AIB_GOLDEN=write the files are written anew.

import { expect } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** A title, and the lines that are printed together. */
export type Section = [title: string, lines: readonly string[]];

/** Compares the sections with `SUBJECT.txt` beside this file; a section whose lines were shown before is left out. */
export function expectGolden(subject: string, sections: readonly Section[]): void {
  const file = new URL(`./${subject}.txt`, import.meta.url);
  const text = asText(sections);
  if (process.env.AIB_GOLDEN === 'write') writeFileSync(file, text);
  expect(text).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '');
}

function asText(sections: readonly Section[]): string {
  const shown = new Set<string>();
  const blocks = sections.flatMap(([title, lines]) => {
    const block = lines.join('\n');
    if (block === '' || shown.has(block)) return [];
    shown.add(block);
    return [`# ${title}\n${block}\n`];
  });
  return blocks.join('\n');
}
