// The manual page for hosts without `man`.

import manual from '../../man/apt-image-based.7.txt';
import { EXIT, type ExitCode } from '../core/exit-codes.ts';
import type { Context } from './context.ts';

export function showPage(name: string, context: Context): ExitCode {
  if (name !== 'apt-image-based') {
    context.message(`error: no page ${JSON.stringify(name)}; there is \`usr-overlay help apt-image-based\``);
    return EXIT.usage;
  }
  context.answer(manual.trimEnd());
  return EXIT.done;
}
