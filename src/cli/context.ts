// This file defines what a command gets: where to write, and how it was called.

import type { Output } from '../output/io/output.ts';

/** Holds what every command gets. */
export type Context = Output & {
  /** These are the words after the program's name. */
  words: readonly string[];
  /** The program was started in this folder, to which relative paths refer; the process itself runs in /. */
  invokedFrom: string;
};
