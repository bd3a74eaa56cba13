// What a terminal shows, with its escapes, as an SVG whose text is text.

/** A cell of the 14 pixel monospaced fonts that browsers choose is about this wide; `textLength` makes it exactly so. */
const CELL = { width: 8.4, height: 18 };
const MARGIN = 14;
const COLOURS: Readonly<Record<number, string>> = { 30: '#6e7681', 31: '#ff7b72', 32: '#56d364', 33: '#e3b341', 34: '#79c0ff', 35: '#d2a8ff', 36: '#56d4dd', 37: '#e6edf3' };
const PLAIN = '#d0d7de';
const BACKGROUND = '#0d1117';

export function terminalSvg(lines: readonly string[], columns: number): string {
  const [width, height] = [columns * CELL.width + 2 * MARGIN, lines.length * CELL.height + 2 * MARGIN];
  const rows = lines.flatMap((line, index) => {
    const y = MARGIN + (index + 0.75) * CELL.height;
    return runsOf(line).map(({ column, text, colour, bold }) => `<text x="${number(MARGIN + column * CELL.width)}" y="${number(y)}" textLength="${number(text.length * CELL.width)}" fill="${colour}"${bold ? ' font-weight="bold"' : ''}>${escape(text)}</text>`);
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${number(width)}" height="${number(height)}" viewBox="0 0 ${number(width)} ${number(height)}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" xml:space="preserve">`,
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>`,
    ...rows,
    '</svg>',
    '',
  ].join('\n');
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

function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}
