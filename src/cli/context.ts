// This file defines what a command gets: where to write, and how it was called.

import { type ExitCode, EXIT } from '../exit-codes.ts';
import type { Output } from '../output/io/output.ts';
import { hasSudo } from '../system/processes/locate.ts';
import { asRoot } from '../output/shell-words.ts';

/** Holds what every command gets. */
export type Context = Output & {
  /** These are the words after the program's name. */
  words: readonly string[];
  /** The program was started in this folder, to which relative paths refer; the process itself runs in /. */
  invokedFrom: string;
};
/** `name` is the command's name. Returns the exit code. */
export function needsRoot(name: string, context: Context): ExitCode {
  const command = asRoot(context.words) ?? `usr-overlay ${name}`;
  context.message(`error: usr-overlay ${name} needs root, and nothing was done; run \`${hasSudo() ? `sudo ${command}\`` : `${command}\` as root`}`);
  return EXIT.needsRoot;
}
