// This file shows the manual pages on hosts without `man`.

import manual from '../../../man/apt-image-based.7.txt';
import configuration from '../../../man/apt-image-based.toml.5.txt';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { Context } from '../context.ts';
import type { PageName } from './page-names.ts';

const PAGES: Record<PageName, string> = { 'apt-image-based': manual, 'apt-image-based.toml': configuration };

export function showPage(name: PageName, context: Context): ExitCode {
  context.answerText(PAGES[name].trimEnd());
  return EXIT.done;
}
