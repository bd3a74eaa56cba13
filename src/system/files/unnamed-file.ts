// This file gives text to a program's standard input through a file without a name, which leaves nothing behind. A pipe to a child is a
// socket in Node, and no program can open a socket as /dev/stdin.

import { closeSync, constants, openSync, writeSync } from 'node:fs';

/** Node lacks this constant. */
const O_TMPFILE = 0o20000000 | constants.O_DIRECTORY;

/** Calls `work` with a descriptor of the text, to be read from its first byte. Throws where /run takes no file. */
export function withUnnamedFile<Result>(text: string, work: (file: number) => Result): Result {
  const file = openSync('/run', O_TMPFILE | constants.O_RDWR, 0o600);
  try {
    // Writing at a position leaves the reader at the first byte.
    writeSync(file, text, 0);
    return work(file);
  } finally {
    closeSync(file);
  }
}
