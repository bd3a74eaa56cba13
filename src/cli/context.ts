// What a command gets: where to write, and how it was called.

import type { Output } from '../output/io/output.ts';

export type Context = Output & {
  /** The words after the program's name. */
  words: readonly string[];
  /** The working directory that the program was started in, where relative paths start; the process itself is in /. */
  invokedFrom: string;
};
