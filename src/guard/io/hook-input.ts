// This file reads what a package manager writes to its hook's standard input.

import { readSync } from 'node:fs';

/** Reads to the end, or to the first `end`. Where nobody writes or closes it, the shim's time limit ends the wait. */
export function readInput(end?: string): string {
  const chunks: Buffer[] = [];
  try {
    for (let total = 0; total < LIMIT; ) {
      const chunk = Buffer.allocUnsafe(64 * 1024);
      const length = readSync(0, chunk);
      chunks.push(chunk.subarray(0, length));
      total += length;
      if (length === 0 || (end !== undefined && chunk.subarray(0, length).includes(end))) break;
    }
  } catch {
    // A closed channel has no answer.
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Ten thousand packages with some 150 characters each take a tenth of these bytes. */
const LIMIT = 16 * 1024 * 1024;
