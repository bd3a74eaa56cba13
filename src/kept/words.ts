// What is kept, for a reader and for a program.

import type { KeptThing } from './kept-entry.ts';
import type { Prune } from './plan-prune.ts';
import { KEPT_FOLDER } from '../places.ts';
import { jsonText, plain } from '../output/control-characters.ts';
import { formatBytes } from '../output/figures.ts';
import { row } from '../output/rows.ts';

/** `"schema": 1`: fields are added, never renamed; docs/kept.schema.json. `copy` is the absolute path of what is kept. */
export function keptJson(things: readonly KeptThing[]): string {
  return jsonText({ schema: 1, kept: things.map(({ copy, ...each }) => ({ ...each, copy: copy === null ? null : `${KEPT_FOLDER}/${each.folder}/${copy}` })) }, 2);
}

/** A dated folder with what is in it, the newest first. */
export function keptLines(things: readonly KeptThing[], width: number): string[] {
  const folders = [...Map.groupBy(things, ({ folder }) => folder)].toReversed();
  return folders.flatMap(([folder, own], index) => [...(index === 0 ? [] : ['']), `${folder}:`, ...own.flatMap((each) => row('', sentence(each), width).map((line) => line.slice(INDENT)))]);
}

/** The rows of this list stand two columns in, not where those of a name would. */
const INDENT = 14;

function sentence({ path, type, why, copy, from, target, size }: KeptThing): string {
  return `${path} (${copy === null ? whereElse(from, target) : type === 'file' ? formatBytes(size) : `a ${type === 'other' ? 'special file' : type}`}): ${why}`;
}

function whereElse(from: string | null, target: string | null): string {
  if (from !== null) return `not copied; the same is in ${from}`;
  return target === null ? 'mode and owner' : `a link to ${target}`;
}

/** Without "note:". */
export function pruneLine(pruned: readonly Prune[]): string | null {
  const [first] = pruned;
  if (first === undefined) return null;
  const last = pruned.at(-1) ?? first;
  const names = pruned.length === 1 ? first.name : `${first.name} to ${last.name}`;
  const bytes = pruned.reduce((sum, each) => sum + each.bytes, 0);
  const reasons = [...new Set(pruned.map(({ because }) => REASONS[because]))].join(', or ');
  return `the copies kept in ${names} (${formatBytes(bytes)}) were deleted: ${reasons}`;
}

const REASONS = { age: 'they are older than `kept.days` allows', size: 'all kept copies together are larger than `kept.size` allows' };

/** Why something that is kept cannot be put back, or null. `named` is the path that was asked for. */
export function notRestorable(thing: KeptThing | undefined, named: string): string | null {
  if (thing === undefined) return `no copy of ${plain(named)} is kept. To list what is kept: \`usr-overlay kept\``;
  if (thing.from !== null) return `${plain(named)} was not copied, because it was the same as ${plain(thing.from)}: copy it from there`;
  return null;
}
