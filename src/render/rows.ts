// Rows of a name and a value, aligned, within 80 columns.

const INDENT = 16;
const WIDTH = 80;

/** The first line bears the name, if there is one; a word that is longer than a line stands alone on one. */
export function row(name: string, value: string): string[] {
  const lines: string[] = [];
  for (const word of value.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH - INDENT) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, index) => `${(index === 0 && name !== '' ? `${name}:` : '').padEnd(INDENT)}${line}`);
}
