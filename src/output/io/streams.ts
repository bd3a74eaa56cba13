// This file handles a standard output or error that cannot be written to: the disk is full or the reader is gone.

import { writeSync } from 'node:fs';
import { EXIT } from '../../exit-codes.ts';
import { codeOf, whyOf } from '../../fault.ts';

/**
 * Prints one line to standard error, and drops it where nobody reads.
 * It does not use process.stderr, because creating that stream costs 2 ms of the guard's start.
 */
export function tell(line: string): void {
  let rest = Buffer.from(`${line}\n`);
  const end = performance.now() + PATIENCE;
  while (rest.length > 0 && performance.now() < end) {
    try {
      rest = rest.subarray(writeSync(2, rest));
    } catch (error) {
      // Another process that shares the pipe or terminal may have made it non-blocking: write(2).
      if (codeOf(error) !== 'EAGAIN') return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** A slow reader gets these milliseconds. */
const PATIENCE = 1000;

/** Ignores a standard error that cannot be written to, which would otherwise end the process. */
export function ignoreDeaf(): void {
  if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => {});
}

let isLost = false;

/** Reports a lost answer once and makes the command fail. A reader that stops early (`usr-overlay status | head -1`) is no fault. */
export function watchAnswer(): void {
  process.stdout.on('error', (error) => {
    if (codeOf(error) === 'EPIPE' || isLost) return;
    isLost = true;
    tell(`error: the answer cannot be written to standard output: ${whyOf(error)}`);
    // The last write may fail after the command has finished.
    if (process.exitCode === EXIT.done) process.exitCode = EXIT.failed;
  });
}

/** Returns the exit code, or 71 in place of 0 where the answer could not be written. */
export function withLostAnswer(code: number): number {
  return code === EXIT.done && isLost ? EXIT.failed : code;
}
