// The manual pages for hosts without `man`.

import manual from '../../man/apt-image-based.7.txt';
import configuration from '../../man/apt-image-based.toml.5.txt';
import { EXIT, type ExitCode } from '../core/exit-codes.ts';
import type { Context } from './context.ts';

const PAGES = new Map([
  ['apt-image-based', manual],
  ['apt-image-based.toml', configuration],
]);

export function showPage(name: string, context: Context): ExitCode {
  const page = PAGES.get(name);
  if (page === undefined) {
    const names = [...PAGES.keys()].map((each) => `\`usr-overlay help ${each}\``).join(' and ');
    context.message(`error: no page ${JSON.stringify(name)}; there is ${names}`);
    return EXIT.usage;
  }
  context.answer(page.trimEnd());
  return EXIT.done;
}
