// This file writes journal fields as text, one line per value, whatever characters the value has.

import type { JournalField } from './entry.ts';

const LONGEST = 2000;

/** Returns the text that `logger --journald` reads: one field per line. */
export function journalText(fields: readonly JournalField[]): string {
  return fields.map(([name, value]) => `${name}=${oneLine(value)}\n`).join('');
}

/** Returns only the message, because syslog has no fields. */
export function syslogText(fields: readonly JournalField[]): string {
  return fields.filter(([name]) => name === 'MESSAGE').map(([, value]) => `${oneLine(value)}\n`).join('');
}

/** A control character would begin another field, or be obeyed by the terminal that shows it. */
function oneLine(value: string): string {
  const escaped = value.slice(0, LONGEST).toWellFormed().replace(/[\0-\x1f\x7f-\x9f\u2028\u2029]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return escaped.trimEnd();
}
