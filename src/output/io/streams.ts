// Standard output and error that cannot be written to: a full disk, or a reader that went away.

import { writeSync } from 'node:fs';
import { EXIT } from '../../exit-codes.ts';
import { codeOf } from '../../fault.ts';

/**
 * One line to standard error. Where nobody can hear it, the work goes on all the same. By itself, not through process.stderr:
 * to make that stream is 2 ms of the guard's start.
 */
export function tell(line: string): void {
  let rest = Buffer.from(`${line}\n`);
  const end = performance.now() + PATIENCE;
  while (rest.length > 0 && performance.now() < end) {
    try {
      rest = rest.subarray(writeSync(2, rest));
    } catch (error) {
      // Whoever shares the pipe or the terminal may have made it non-blocking, write(2).
      if (codeOf(error) !== 'EAGAIN') return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** Milliseconds for a reader that is slow. */
const PATIENCE = 1000;

export function ignoreDeaf(): void {
  if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => {});
}

let isLost = false;

/** An answer that is lost is said, once, and makes the command fail. A reader that stops reading (`usr-overlay status | head -1`) is no fault. */
export function watchAnswer(): void {
  process.stdout.on('error', (error) => {
    if (codeOf(error) === 'EPIPE' || isLost) return;
    isLost = true;
    tell(`error: the answer cannot be written to standard output: ${codeOf(error)}`);
    // The last write may fail when the command is done already.
    if (process.exitCode === EXIT.done) process.exitCode = EXIT.failed;
  });
}

export function withLostAnswer(code: number): number {
  return code === EXIT.done && isLost ? EXIT.failed : code;
}
