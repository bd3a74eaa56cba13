// This file aligns rows of a name and a value.

import { plain } from './control-characters.ts';
import { wrapLine } from './wrap-line.ts';

const INDENT = 16;

/** Wraps the value to lines of `width` columns; the first line carries the name, unless it is empty. */
export function row(name: string, value: string, width: number): string[] {
  return wrapLine(plain(value), width - INDENT).map((line, index) => `${(index === 0 && name !== '' ? `${name}:` : '').padEnd(INDENT)}${line}`);
}

/** Wraps text at spaces; a word longer than `width` gets a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
