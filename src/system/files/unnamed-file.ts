// Text for a program's standard input: a file without a name, of which nothing is left. A pipe would be a stream of ours, and a
// socket, which no program can open as /dev/stdin.

import { closeSync, constants, openSync, writeSync } from 'node:fs';

/** Not in Node's constants. */
const O_TMPFILE = 0o20000000 | constants.O_DIRECTORY;

/** `work` gets its descriptor, to be read from the first byte. */
export function withUnnamedFile<Result>(text: string, work: (file: number) => Result): Result {
  const file = openSync('/run', O_TMPFILE | constants.O_RDWR, 0o600);
  try {
    // At a position, so that the reader begins at the first byte.
    writeSync(file, text, 0);
    return work(file);
  } finally {
    closeSync(file);
  }
}
