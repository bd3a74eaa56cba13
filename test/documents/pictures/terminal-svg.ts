// What a terminal shows, with its escapes, as an SVG whose text is text.

/** A cell of the 14 pixel monospaced fonts that browsers choose is about this wide; `textLength` makes it exactly so. */
const CELL = { width: 8.4, height: 18 };
const MARGIN = 14;
const COLOURS: Readonly<Record<number, string>> = { 30: '#6e7681', 31: '#ff7b72', 32: '#56d364', 33: '#e3b341', 34: '#79c0ff', 35: '#d2a8ff', 36: '#56d4dd', 37: '#e6edf3' };
const PLAIN = '#d0d7de';
const BACKGROUND = '#0d1117';

export function terminalSvg(lines: readonly string[], columns: number): string {
  return svg(columns, lines.length, textsOf(lines));
}

/** A screen, and for how many seconds it is shown. */
export type Frame = { lines: readonly string[]; seconds: number };

/** Shows the screens one after the other, again and again; the last one alone where nothing moves. */
export function filmSvg(frames: readonly Frame[], columns: number, rows: number): string {
  const whole = frames.reduce((sum, { seconds }) => sum + seconds, 0);
  let begin = 0;
  const spans = frames.map(({ seconds }) => {
    const span = [begin, begin + seconds].map((at) => number((100 * at) / whole, 100));
    begin += seconds;
    return span;
  });
  const keys = spans.map(([from = '', to = ''], index) => `@keyframes f${index}{0%{visibility:${from === '0' ? 'visible' : 'hidden'}}${from}%{visibility:visible}${to}%{visibility:${to === '100' ? 'visible' : 'hidden'}}}.f${index}{animation:f${index} ${number(whole)}s step-end infinite}`);
  const still = `@media (prefers-reduced-motion:reduce){${frames.map((_, index) => `.f${index}`).join(',')}{animation:none}}`;
  const groups = frames.flatMap(({ lines }, index) => [`<g class="f${index}"${index === frames.length - 1 ? '' : ' visibility="hidden"'}>`, ...textsOf(lines), '</g>']);
  return svg(columns, rows, [`<style>${keys.join('')}${still}</style>`, ...groups]);
}

function svg(columns: number, rows: number, inside: readonly string[]): string {
  const [width, height] = [columns * CELL.width + 2 * MARGIN, rows * CELL.height + 2 * MARGIN];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${number(width)}" height="${number(height)}" viewBox="0 0 ${number(width)} ${number(height)}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" xml:space="preserve">`,
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>`,
    ...inside,
    '</svg>',
    '',
  ].join('\n');
}

function textsOf(lines: readonly string[]): string[] {
  return lines.flatMap((line, index) => {
    const y = MARGIN + (index + 0.75) * CELL.height;
    return runsOf(line).map(({ column, text, colour, bold }) => `<text x="${number(MARGIN + column * CELL.width)}" y="${number(y)}" textLength="${number(text.length * CELL.width)}" fill="${colour}"${bold ? ' font-weight="bold"' : ''}>${escape(text)}</text>`);
  });
}

type Run = { column: number; text: string; colour: string; bold: boolean };

/** Texts of one style each. Of ECMA-48's sequences tmux writes SGR alone. */
function runsOf(line: string): Run[] {
  const runs: Run[] = [];
  let [column, colour, bold] = [0, PLAIN, false];
  for (const [, codes, text = ''] of line.matchAll(/\x1b\[([\d;]*)m|([^\x1b]+)/g)) {
    for (const code of codes === undefined ? [] : codes.split(';').map(Number)) {
      if (code === 0) [colour, bold] = [PLAIN, false];
      else if (code === 1 || code === 22) bold = code === 1;
      else if (code === 39) colour = PLAIN;
      else colour = COLOURS[code] ?? COLOURS[code - 60] ?? colour;
    }
    if (text.trim() !== '') runs.push({ column, text: text.trimEnd(), colour, bold });
    column += text.length;
  }
  return runs;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function number(value: number, fine = 10): string {
  return String(Math.round(value * fine) / fine);
}
