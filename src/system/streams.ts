// Standard output and error that cannot be written to: a full disk, or a reader that went away.

import { EXIT } from '../core/exit-codes.ts';

/** One line to standard error. Where nobody can hear it, the work goes on all the same. */
export function tell(line: string): void {
  ignoreDeaf();
  process.stderr.write(`${line}\n`);
}

export function ignoreDeaf(): void {
  if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => {});
}

let isLost = false;

/** An answer that is lost is said, once, and makes the command fail. A reader that stops reading (`usr-overlay status | head -1`) is no fault. */
export function watchAnswer(): void {
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE' || isLost) return;
    isLost = true;
    tell(`error: the answer cannot be written to standard output: ${code ?? message}`);
    // The last write may fail when the command is done already.
    if (process.exitCode === EXIT.done) process.exitCode = EXIT.failed;
  });
}

export function withLostAnswer(code: number): number {
  return code === EXIT.done && isLost ? EXIT.failed : code;
}
