// This file defines what is remembered of overlays on single folders, for `usr-overlay log`.

import { field, isListOf, isText, isTextOrNull, parseJson } from '../text/json.ts';

/** Holds one, from `up --only` to `down --only`. `boot` is the id of the boot in which it was put on; times are ISO 8601, null where not known. */
export type OnlyEntry = { folder: string; persistence: 'transient' | 'persistent'; since: string; by: string | null; boot: string; ended: OnlyEnding | null };
export type OnlyEnding = { how: 'down' | 'reboot'; at: string | null };

const MOST = 100;

/** Returns the entries in a text, the oldest first; none where the text holds none. */
export function parseOnlyLog(text: string): OnlyEntry[] {
  const entries = field(parseJson(text), 'entries');
  return isListOf(entries, isEntry) ? [...(entries as readonly OnlyEntry[])] : [];
}

/** Returns the text of the newest entries. */
export function onlyLogText(entries: readonly OnlyEntry[]): string {
  return JSON.stringify({ schema: 1, entries: entries.slice(-MOST) });
}

/** Returns the entries with the end of those that a reboot took; `boot` is the id of this boot. */
export function endedByReboot(entries: readonly OnlyEntry[], boot: string): OnlyEntry[] {
  return entries.map((entry) => (entry.ended === null && entry.persistence === 'transient' && entry.boot !== boot ? { ...entry, ended: { how: 'reboot', at: null } } : entry));
}

/** Returns the entries with the end of the one on this folder that is on. */
export function endedByDown(entries: readonly OnlyEntry[], folder: string, at: string): OnlyEntry[] {
  return entries.map((entry) => (entry.ended === null && entry.folder === folder ? { ...entry, ended: { how: 'down', at } } : entry));
}

function isEntry(value: unknown): boolean {
  const ended = field(value, 'ended');
  return ['folder', 'persistence', 'since', 'boot'].every((key) => isText(field(value, key))) && isTextOrNull(field(value, 'by')) && (ended === null || (isText(field(ended, 'how')) && isTextOrNull(field(ended, 'at'))));
}
