// This file keeps, before an overlay is taken off, what was changed by hand in the folders of /etc that go with it.

import { followerEdits } from '../diff/io/find-follower-edits.ts';
import type { TreeChange } from '../diff/tree-change.ts';
import { parseFacts } from '../host/facts.ts';
import { openBelow } from '../host/io/below-overlay.ts';
import { gatherQuickly } from '../host/io/gather-evidence.ts';
import { openKeeper } from '../kept/io/keep.ts';
import { asText, printablePath } from '../output/printable-path.ts';
import { databasesOver } from '../packages/io/read-databases.ts';
import { readOpen } from '../record/io/record-store.ts';
import { readMountTable } from '../system/mounts/mounts.ts';
import type { Context } from './context.ts';

/** Names the edits that a `down` would keep. */
export async function nameEdits(context: Context): Promise<void> {
  const found = await editsThatGo();
  for (const edit of 'line' in found ? [] : found.edits) context.message(`note: ${editWords(edit)}`);
}

async function editsThatGo(): Promise<{ edits: TreeChange[] } | { line: string }> {
  const below = await openBelow(parseFacts({ ...gatherQuickly(), mountinfo: readMountTable() }));
  if (below.kind === 'failed') return { line: below.line };
  try {
    if (!below.without.some((path) => path.startsWith('/etc/'))) return { edits: [] };
    return { edits: followerEdits(below, databasesOver(below, { reasons: false })) };
  } finally {
    below.close();
  }
}

/** Keeps the edits, and names each. Returns null, or why the overlay must not be taken off. */
export async function keepEdits(context: Context): Promise<string | null> {
  const found = await editsThatGo();
  if ('line' in found) return `whether something was edited in what goes with the overlay cannot be seen: ${found.line}`;
  const there = found.edits.filter(({ change }) => change !== 'removed');
  const open = readOpen();
  const overlay = open === null || typeof open === 'string' ? null : open.record.id;
  const kept = await openKeeper().keepAll(there.map(({ path }) => ({ path: asText(path) ?? path, why: 'it was changed by hand, and goes with the overlay', overlay })));
  const failed = kept.findIndex((each) => typeof each === 'string');
  if (failed >= 0) return `${printablePath(there[failed]?.path ?? '')} was changed by hand, and goes with the overlay: ${String(kept[failed])}`;
  for (const edit of found.edits) context.message(`note: ${editWords(edit)}`);
  return null;
}

function editWords({ path, change }: TreeChange): string {
  const name = printablePath(path);
  if (change === 'removed') return `${name} was removed while the overlay was on, and is there again`;
  return `${name} was changed by hand and goes with the overlay: it is kept, and \`usr-overlay kept --restore ${name}\` brings it back`;
}
