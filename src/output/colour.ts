// This file colours the word that tells a line's kind. The rest stays plain, because people read and copy it.

/** Names what a coloured word means; ./io/output.ts maps it to colours. */
export type Tone = 'bad' | 'care' | 'good' | 'advice' | 'aside';

const TONES: readonly [RegExp, Tone][] = [
  [/^(error|refuse|found):/, 'bad'],
  [/^(warning|notice):/, 'care'],
  [/^(allow:|Nothing is wrong\b)/, 'good'],
  [/^hint:/, 'advice'],
  [/^(note|documentation):/, 'aside'],
];

/** Applies `style` to the first word of a line that has a known prefix. No JSON begins with such a prefix, so it stays as it is. */
export function paint(line: string, style: (tone: Tone, text: string) => string): string {
  for (const [beginning, tone] of TONES) {
    const text = beginning.exec(line)?.[0];
    if (text !== undefined) return style(tone, text) + line.slice(text.length);
  }
  return line;
}
