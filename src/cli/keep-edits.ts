// This file keeps, before an overlay is taken off, what was changed by hand in the folders of /etc that go with it.

import { followerEdits, followerWrites } from '../diff/io/find-follower-edits.ts';
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
  if ('line' in found) return;
  for (const edit of found.edits) context.message(`note: ${found.isWhole ? writtenWords(edit) : editWords(edit)}`);
}

/** `isWhole`: all that is in the followers counts, because no overlay was on /usr with which it would go. */
type Found = { edits: TreeChange[]; isWhole: boolean };

async function editsThatGo(isCutShort = false): Promise<Found | { line: string }> {
  const below = await openBelow(parseFacts({ ...gatherQuickly(), mountinfo: readMountTable() }));
  if (below.kind === 'failed') return { line: below.line };
  try {
    const isWhole = isCutShort || (!below.without.includes('/usr') && readOpen() === null);
    return { isWhole, edits: isWhole ? followerWrites(below) : followerEdits(below, databasesOver(below, { reasons: false })) };
  } finally {
    below.close();
  }
}

/** Keeps the edits, and names each. Returns null, or why the overlay must not be taken off. `isCutShort`: an `up` is being undone. */
export async function keepEdits(context: Context, { isCutShort = false } = {}): Promise<string | null> {
  const found = await editsThatGo(isCutShort);
  if ('line' in found) return `the folders that follow the overlay cannot be searched for your edits: ${found.line}`;
  const there = found.edits.filter(({ change }) => change !== 'removed');
  const open = readOpen();
  const overlay = open === null || typeof open === 'string' || found.isWhole ? null : open.record.id;
  const why = found.isWhole ? 'written in a folder that was to be discarded with an overlay, while none was on /usr' : 'edited by hand in a folder that is discarded with the overlay';
  const kept = await openKeeper().keepAll(there.map(({ path }) => ({ path: asText(path) ?? path, why, overlay })));
  const failed = kept.findIndex((each) => typeof each === 'string');
  if (failed >= 0) return `${printablePath(there[failed]?.path ?? '')} was edited and would be discarded with the overlay: ${String(kept[failed])}`;
  for (const edit of found.edits) context.message(`note: ${found.isWhole ? writtenWords(edit) : editWords(edit)}`);
  return null;
}

function writtenWords({ path, change }: TreeChange): string {
  const name = printablePath(path);
  if (change === 'removed') return `${name} was removed while no overlay was on /usr, and is there again`;
  return `${name} was written while no overlay was on /usr, and a copy is kept. To restore it: \`usr-overlay kept --restore ${name}\``;
}

function editWords({ path, change }: TreeChange): string {
  const name = printablePath(path);
  if (change === 'removed') return `${name} was removed in the overlay, and is there again`;
  return `${name} was edited by hand, and a copy is kept. To restore it: \`usr-overlay kept --restore ${name}\``;
}
