// This file runs `usr-overlay holders`: it lists who uses the overlay.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { holderLines, holdersJson } from '../holders/words.ts';
import { findHolders } from '../holders/io/find-holders.ts';
import { isRoot } from '../system/mounts/host-namespace.ts';
import { needsRoot, type Context } from './context.ts';
import { HOLDERS_NONE } from './words.ts';

export function holders(options: { json: boolean }, context: Context): ExitCode {
  if (!isRoot()) return needsRoot('holders', context);
  const found = findHolders();
  if (options.json) context.answerText(holdersJson(found));
  else {
    // This program and the shell it was typed in count for nothing: see `down`.
    const others = found.filter(({ own }) => !own);
    for (const line of others.length > 0 ? holderLines(others, context.width.answer) : [HOLDERS_NONE]) context.answer(line);
  }
  return EXIT.done;
}
