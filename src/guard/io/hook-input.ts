// This file reads what a package manager writes to its hook's standard input.

import { readSync } from 'node:fs';
import { codeOf } from '../../fault.ts';

/** Reads to the end, or to the first `end`. Where nobody writes or closes it, the shim's time limit ends the wait. */
export function readInput(end?: string): string {
  const chunks: Buffer[] = [];
  for (let total = 0; total < LIMIT; ) {
    const chunk = readChunk();
    chunks.push(chunk);
    total += chunk.length;
    if (chunk.length === 0 || (end !== undefined && chunk.includes(end))) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Returns what is there, and nothing at the end. nala hands down a channel that does not wait for its writer. */
function readChunk(): Buffer {
  const chunk = Buffer.allocUnsafe(64 * 1024);
  for (;;) {
    try {
      return chunk.subarray(0, readSync(0, chunk));
    } catch (error) {
      // A closed channel has no answer.
      if (codeOf(error) !== 'EAGAIN') return chunk.subarray(0, 0);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
}

/** In milliseconds. */
const PAUSE = 2;

/** Ten thousand packages with some 150 characters each take a tenth of these bytes. */
const LIMIT = 16 * 1024 * 1024;
