// This file shows the processes that use the overlay, to people and to programs.

import type { Holder, HoldKind } from './holders.ts';
import { jsonText, plain } from '../output/control-characters.ts';

/** Returns the answer of `holders --json`: fields are added, never renamed; see docs/holders.schema.json. */
export function holdersJson(holders: readonly Holder[]): string {
  return jsonText({ schema: 1, holders }, 2);
}

/** Returns a heading and one line per process: pid, user, unit, why, command. Like `ps`, it cuts them to the terminal's width. */
export function holderLines(holders: readonly Holder[], width: number): string[] {
  const rows = [['PID', 'USER', 'UNIT', 'WHY', 'COMMAND'], ...holders.map((each) => [String(each.pid), each.user, each.unit ?? '-', why(each), each.command].map(plain))];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).map((line) => (line.length <= width ? line : `${line.slice(0, width - 3)}...`));
}

const KINDS: readonly HoldKind[] = ['exe', 'map', 'cwd', 'root', 'fd'];

function why(holder: Holder): string {
  const kinds = KINDS.filter((kind) => holder.reasons.some((reason) => reason.kind === kind));
  return [
    ...kinds.map((kind) => (kind === 'fd' && holder.reasons.some((reason) => reason.writable) ? 'fd(w)' : kind)),
    ...(holder.reasons.some((reason) => reason.deleted) ? ['deleted'] : []),
    ...(holder.namespace === 'host' ? [] : [holder.namespace === 'run' ? 'run' : 'namespace']),
    ...(holder.detached ? ['unmounted'] : []),
    ...(holder.own ? ['own'] : []),
  ].join(',');
}
