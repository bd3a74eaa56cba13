// Rows of a name and a value, aligned.

import { plain } from './control-characters.ts';
import { wrap } from './wrap.ts';

const INDENT = 16;

/** In lines of `width` columns, the first of which bears the name, if there is one. */
export function row(name: string, value: string, width: number): string[] {
  return wrap(plain(value), width - INDENT).map((line, index) => `${(index === 0 && name !== '' ? `${name}:` : '').padEnd(INDENT)}${line}`);
}
