// This file runs `usr-overlay holders`: it lists who uses the overlay.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { holderLines, holdersJson } from '../holders/words.ts';
import { findHolders } from '../holders/io/find-holders.ts';
import { isRoot } from '../system/mounts/host-namespace.ts';
import { needsRoot, type Context } from './context.ts';

export function holders(options: { json: boolean }, context: Context): ExitCode {
  if (!isRoot()) return needsRoot('holders', context);
  const found = findHolders();
  if (options.json) context.answerText(holdersJson(found));
  else if (found.length === 0) context.answer('No process holds an overlay on /usr');
  else for (const line of holderLines(found, context.width.answer)) context.answer(line);
  return EXIT.done;
}
