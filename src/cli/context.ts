// This file defines what a command gets: where to write, and how it was called.

import { type ExitCode, EXIT } from '../exit-codes.ts';
import type { Output } from '../output/io/output.ts';
import { asRoot } from '../output/shell-words.ts';
import { hasSudo } from '../system/processes/locate.ts';
import { needsRootLine } from './words.ts';

/** Holds what every command gets. */
export type Context = Output & {
  /** These are the words after the program's name. */
  words: readonly string[];
  /** The program was started in this folder, to which relative paths refer; the process itself runs in /. */
  invokedFrom: string;
};

/** Does work that cannot tell how far it is; a terminal shows what it is, and for how long. */
export async function showing<Result>(words: string, { progress }: Pick<Context, 'progress'>, work: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  const timer = setInterval(() => progress(`${words}, ${Math.round((performance.now() - began) / 1000)} s`), SECOND);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** In milliseconds. */
const SECOND = 1000;

/** `name` is the command's name. Returns the exit code. */
export function needsRoot(name: string, context: Context): ExitCode {
  context.message(`error: ${needsRootLine(name, hasSudo() ? (asRoot(context.words) ?? `usr-overlay ${name}`) : null)}`);
  return EXIT.needsRoot;
}
