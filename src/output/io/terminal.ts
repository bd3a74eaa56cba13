// This file shapes a line for the terminal that shows it: its width in columns, and colour for the word that tells the line's kind.

import { styleText } from 'node:util';
import { paint, type Tone } from '../colour.ts';
import { wrapLine } from '../wrap-line.ts';

/** Describes what shows the lines; a pipe or file has no colour and Infinity columns. */
export type Terminal = { columns: number; colour: boolean };

export const NO_TERMINAL: Terminal = { columns: Infinity, colour: false };

/** People read lines longer than this badly. */
const WIDEST = 120;
const NARROWEST = 40;

/** Asks a stream what it is. A terminal that does not know its size reports 0 columns. */
export function terminalOf({ isTTY, columns }: { isTTY?: boolean; columns?: number }): Terminal {
  return isTTY ? { columns: Math.min(Math.max(columns || 80, NARROWEST), WIDEST), colour: mayColour() } : NO_TERMINAL;
}

/** See https://no-color.org. No variable forces colour, because escape sequences would end up in files and journals. */
function mayColour(): boolean {
  return !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}

/** Returns the line as this terminal shows it, in pieces that fit. Control characters must be gone from it. */
export function shape(line: string, { columns, colour }: Terminal): string[] {
  const pieces = wrapLine(line, columns);
  return colour ? pieces.map((piece) => paint(piece, toEscapes)) : pieces;
}

const FORMATS: Record<Tone, Parameters<typeof styleText>[0]> = { bad: ['bold', 'red'], care: ['bold', 'yellow'], good: ['bold', 'green'], advice: ['bold', 'cyan'], aside: 'bold' };

function toEscapes(tone: Tone, text: string): string {
  return styleText(FORMATS[tone], text, { validateStream: false });
}

/** The hooks keep what the guard says until it has ended, and leave the stream that it will go to here: hooks/hook. */
const HOOK_STREAM = 4;

/** Returns the terminal that a hook will show the guard's lines on. */
export async function hookTerminal(): Promise<Terminal> {
  // It is loaded when there is something to say, because that costs 2 ms.
  const { isatty, WriteStream } = await import('node:tty');
  if (!isatty(HOOK_STREAM)) return NO_TERMINAL;
  const stream = new WriteStream(HOOK_STREAM);
  const terminal = terminalOf(stream);
  stream.destroy();
  return terminal;
}
