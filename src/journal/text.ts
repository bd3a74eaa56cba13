// Journal fields as lines: one value, one line, whatever is in the value.

import type { JournalField } from './entry.ts';

const LONGEST = 2000;

/** For `logger --journald`, which reads a field a line up to an empty one. */
export function journalText(fields: readonly JournalField[]): string {
  return fields.map(([name, value]) => `${name}=${oneLine(value)}\n`).join('');
}

/** For syslog, which has one line and no fields. */
export function syslogText(fields: readonly JournalField[]): string {
  return fields.filter(([name]) => name === 'MESSAGE').map(([, value]) => `${oneLine(value)}\n`).join('');
}

/** A control character would begin another field, or be obeyed by the terminal that shows it. */
function oneLine(value: string): string {
  const escaped = value.slice(0, LONGEST).toWellFormed().replace(/[\0-\x1f\x7f-\x9f\u2028\u2029]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return escaped.trimEnd();
}
