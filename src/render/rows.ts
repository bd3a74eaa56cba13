// Rows of a name and a value, aligned.

import { plain } from './plain.ts';

const INDENT = 16;

/** In lines of `width` columns. The first one bears the name, if there is one; a word that is longer than a line stands alone on one. */
export function row(name: string, value: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of plain(value).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width - INDENT) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, index) => `${(index === 0 && name !== '' ? `${name}:` : '').padEnd(INDENT)}${line}`);
}
