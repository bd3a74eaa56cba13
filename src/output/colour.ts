// What of a line is coloured on a terminal: the word that says of what kind it is. The rest is read, and copied.

export type Tone = 'bad' | 'care' | 'good' | 'advice' | 'aside';

const TONES: readonly [RegExp, Tone][] = [
  [/^(error|refuse|found):/, 'bad'],
  [/^(warning|notice):/, 'care'],
  [/^(allow:|Nothing is wrong\b)/, 'good'],
  [/^hint:/, 'advice'],
  [/^(note|documentation):/, 'aside'],
];

/** `style` puts a text into a tone. JSON begins with none of these words. */
export function paint(line: string, style: (tone: Tone, text: string) => string): string {
  for (const [beginning, tone] of TONES) {
    const text = beginning.exec(line)?.[0];
    if (text !== undefined) return style(tone, text) + line.slice(text.length);
  }
  return line;
}
