// The manual pages for hosts without `man`.

import manual from '../../man/apt-image-based.7.txt';
import configuration from '../../man/apt-image-based.toml.5.txt';
import { EXIT, type ExitCode } from '../core/exit-codes.ts';
import type { Context } from './context.ts';
import { PAGE_NAMES } from './page-names.ts';

const PAGES: Record<(typeof PAGE_NAMES)[number], string> = { 'apt-image-based': manual, 'apt-image-based.toml': configuration };

export function showPage(name: string, context: Context): ExitCode {
  const known = PAGE_NAMES.find((each) => each === name);
  if (known === undefined) {
    const names = PAGE_NAMES.map((each) => `\`usr-overlay help ${each}\``).join(' and ');
    context.message(`error: no page ${JSON.stringify(name)}; there is ${names}`);
    return EXIT.usage;
  }
  context.answer(PAGES[known].trimEnd());
  return EXIT.done;
}
