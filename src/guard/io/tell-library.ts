// What a program on dnf 5's library shows its users. That is not what a hook writes to standard error: the users of dnf's daemon are elsewhere.

import { writeSync } from 'node:fs';
import { EXIT, type ExitCode } from '../../exit-codes.ts';

/**
 * Makes the library throw an error with these lines: libdnf5-actions(8), 'MESSAGES IN "JSON" COMMUNICATION MODE'. Returns the code to exit
 * with: by any other the library would add words of its own.
 */
export function tellLibrary(lines: readonly string[]): ExitCode {
  writeSync(1, `${JSON.stringify({ op: 'error', args: { message: lines.join('\n') } })}\n`);
  return EXIT.done;
}

