// Where answers and messages go: a terminal gets them in its width, with some colour, and sees that long work is at work.
// A pipe and a file get each line whole and plain. What a terminal would obey in somebody's name or file is made harmless here,
// whoever forgot it before.

import { fstatSync } from 'node:fs';
import { styleText } from 'node:util';
import { paint, type Tone } from '../colour.ts';
import { plain, plainLines } from '../control-characters.ts';
import { ignoreDeaf, watchAnswer } from './streams.ts';

export type Output = {
  /** One line to standard output. */
  answer: (line: string) => void;
  /** Several lines to standard output, in which nobody else can have put a line end: JSON, a page. */
  answerText: (text: string) => void;
  /** Many lines to standard output, no faster than they are read there; no more are asked for once nobody reads. */
  answerAll: (lines: Iterable<string>) => Promise<void>;
  /** One line to standard error. */
  message: (line: string) => void;
  /** What long work is at, for a terminal alone; the next line takes its place. */
  progress: (words: string) => void;
  /** Columns for a line of an answer, and of a message; Infinity where no terminal shows it. */
  width: { answer: number; message: number };
};

/** Streams are opened when they are used: that is 3 ms of the time of a hook, which says nothing. */
export function openOutput(): Output {
  const stdout = once(() => {
    watchAnswer();
    return process.stdout;
  });
  const stderr = once(() => {
    ignoreDeaf();
    return process.stderr;
  });
  const progress = once(() => openProgress(stderr()));
  const writer = (stream: () => NodeJS.WriteStream): ((line: string) => void) => {
    const style = once(() => (hasColour(stream()) ? toEscapes : toNothing));
    return (line) => {
      progress().clear();
      stream().write(`${paint(plain(line), style())}\n`);
    };
  };
  return {
    answer: writer(stdout),
    answerText: (text) => {
      progress().clear();
      stdout().write(`${plainLines(text)}\n`);
    },
    answerAll: (lines) => writeAll(lines, stdout(), () => progress().clear()),
    message: writer(stderr),
    progress: (words) => progress().show(words),
    width: {
      get answer() {
        return widthOf(stdout());
      },
      get message() {
        return widthOf(stderr());
      },
    },
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** Lines that are much longer than those of a book are hard to read. */
const WIDEST = 120;
const NARROWEST = 40;

/** A terminal that does not tell its size says 0. */
function widthOf({ isTTY, columns }: NodeJS.WriteStream): number {
  return isTTY ? Math.min(Math.max(columns || 80, NARROWEST), WIDEST) : Infinity;
}

/** https://no-color.org; no variable forces colour, because a file or a journal that got it would keep it. */
function hasColour({ isTTY }: NodeJS.WriteStream): boolean {
  return isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}

const FORMATS: Record<Tone, Parameters<typeof styleText>[0]> = { bad: ['bold', 'red'], care: ['bold', 'yellow'], good: ['bold', 'green'], advice: ['bold', 'cyan'], aside: 'bold' };

function toEscapes(tone: Tone, text: string): string {
  return styleText(FORMATS[tone], text, { validateStream: false });
}

function toNothing(_tone: Tone, text: string): string {
  return text;
}

/** In pieces: a system call for each of a hundred thousand lines would be most of the time that they take. */
async function writeAll(lines: Iterable<string>, stdout: NodeJS.WriteStream, before: () => void): Promise<void> {
  const PIECE = 64 * 1024;
  let piece = '';
  const write = (): Promise<void> => {
    before();
    return new Promise((resolve) => stdout.write(piece, () => resolve()));
  };
  for (const line of lines) {
    piece += `${plain(line)}\n`;
    if (piece.length < PIECE) continue;
    await write();
    piece = '';
    if (!stdout.writable) return;
  }
  if (piece !== '') await write();
  before();
}

/** What takes less than this needs no word. */
const PATIENCE = 500;
const INTERVAL = 100;

function openProgress(stream: NodeJS.WriteStream): { show: (words: string) => void; clear: () => void } {
  // Behind a pipe there may be a pager, which has the terminal for itself.
  if (!stream.isTTY || process.env.TERM === 'dumb' || fstatSync(1).isFIFO()) return { show: () => undefined, clear: () => undefined };
  let next = performance.now() + PATIENCE;
  let isShown = false;
  return {
    show: (words) => {
      const now = performance.now();
      if (now < next) return;
      next = now + INTERVAL;
      isShown = true;
      stream.write(`\r${plain(words).slice(0, (stream.columns || 80) - 1)}\x1b[K`);
    },
    clear: () => {
      if (isShown) stream.write('\r\x1b[K');
      isShown = false;
    },
  };
}
