// This file reads what a package manager writes to its hook's standard input, and answers where that is asked for.

import { readSync, writeSync } from 'node:fs';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
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

/**
 * Makes dnf 5's library throw an error with these lines: libdnf5-actions(8), 'MESSAGES IN "JSON" COMMUNICATION MODE'. Its users do not see
 * what a hook writes to standard error: those of dnf's daemon are elsewhere. Returns the code to exit with: by any other the library would
 * add words of its own.
 */
export function tellLibrary(lines: readonly string[]): ExitCode {
  writeSync(1, `${JSON.stringify({ op: 'error', args: { message: lines.join('\n') } })}\n`);
  return EXIT.done;
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
