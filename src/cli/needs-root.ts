// This file tells users without the rights what to type: the same command as root.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { asRoot } from '../output/shell-words.ts';
import { hasSudo } from '../system/processes/locate.ts';
import type { Context } from './context.ts';

/** `name` is the command's name. Returns the exit code. */
export function needsRoot(name: string, context: Context): ExitCode {
  const command = asRoot(context.words) ?? `usr-overlay ${name}`;
  context.message(`error: usr-overlay ${name} needs root, and nothing was done; run \`${hasSudo() ? `sudo ${command}\`` : `${command}\` as root`}`);
  return EXIT.needsRoot;
}
