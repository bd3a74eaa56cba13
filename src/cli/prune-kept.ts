// Old things that are kept make room for new ones, and this is said: in a line, and in the journal.

import { readConfig } from '../config/io/read-config.ts';
import { journal } from '../journal/io/journal.ts';
import { prune } from '../kept/io/prune.ts';
import { pruneLine } from '../kept/words.ts';
import type { Context } from './context.ts';

export async function pruneKept(context: Context): Promise<void> {
  const { config } = await readConfig();
  const pruned = prune(config.kept);
  const line = pruneLine(pruned);
  if (line === null) return;
  context.message(`note: ${line}`);
  journal({ event: 'kept-pruned', folders: pruned.map(({ name }) => name) });
}
