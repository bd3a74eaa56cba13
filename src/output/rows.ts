// Rows of a name and a value, aligned.

import { plain } from './control-characters.ts';

const INDENT = 16;

/** In lines of `width` columns, the first of which bears the name, if there is one. */
export function row(name: string, value: string, width: number): string[] {
  return wrap(plain(value), width - INDENT).map((line, index) => `${(index === 0 && name !== '' ? `${name}:` : '').padEnd(INDENT)}${line}`);
}

/** A word that is longer than a line stands alone on one. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
