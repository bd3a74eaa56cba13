// This file prints answers and messages. A terminal gets its own width, colour and progress; a pipe or file gets whole plain lines.
// It also neutralises control characters in foreign names, in case a caller forgot to.

import { fstatSync } from 'node:fs';
import { plain, plainLines } from '../control-characters.ts';
import { ignoreDeaf, watchAnswer } from './streams.ts';
import { shape, terminalOf } from './terminal.ts';
import { withSudo } from '../shell-words.ts';
import { hasSudo } from '../../system/processes/locate.ts';

/** Offers the only ways to print; each removes control characters. */
export type Output = {
  /** Prints one line to standard output. */
  answer: (line: string) => void;
  /** Prints several lines to standard output, for text of our own in which no foreign line end can be: JSON, a page. */
  answerText: (text: string) => void;
  /** Prints many lines to standard output as fast as they are read, and stops asking for lines once nobody reads. */
  answerAll: (lines: Iterable<string>) => Promise<void>;
  /** Prints one line to standard error. */
  message: (line: string) => void;
  /** Shows what long work is doing, on a terminal only; the next line replaces it. */
  progress: (words: string) => void;
  /** Gives the columns of a line on each stream; Infinity where it is no terminal. */
  width: { answer: number; message: number };
};

/** Opens the streams only when they are used, which saves a silent hook 3 ms. */
export function openOutput(): Output {
  const forReader = isNotRootsOwn() ? withSudo : (line: string): string => line;
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
    const terminal = once(() => terminalOf(stream()));
    return (line) => {
      progress().clear();
      stream().write(`${shape(forReader(plain(line)), terminal()).join('\n')}\n`);
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
        return terminalOf(stdout()).columns;
      },
      get message() {
        return terminalOf(stderr()).columns;
      },
    },
  };
}

/** Tells whether the lines are read by somebody who needs sudo, and has it: root's own shell knows no SUDO_USER. */
function isNotRootsOwn(): boolean {
  return (process.getuid?.() !== 0 || process.env.SUDO_USER !== undefined) && hasSudo();
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** Writes in pieces of 64 KiB, because one system call per line would take most of the time. */
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

/** Work shorter than these milliseconds shows no progress. */
const PATIENCE = 500;
const INTERVAL = 100;

function openProgress(stream: NodeJS.WriteStream): { show: (words: string) => void; clear: () => void } {
  // A pipe on standard output may lead to a pager, which needs the terminal for itself.
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
