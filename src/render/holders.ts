// Processes that hold the overlay: for a reader, and for a program.

import type { Holder, HoldKind } from '../core/holders.ts';

/** `"schema": 1`: fields are added, never renamed; docs/holders.schema.json. */
export function holdersJson(holders: readonly Holder[]): string {
  return JSON.stringify({ schema: 1, holders }, null, 2);
}

/** One line each: pid, user, unit, why, command. */
export function holderLines(holders: readonly Holder[]): string[] {
  const rows = [['PID', 'USER', 'UNIT', 'WHY', 'COMMAND'], ...holders.map((each) => [String(each.pid), each.user, each.unit ?? '-', why(each), each.command])];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
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
