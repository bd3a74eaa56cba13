// A command line as text that a shell reads back word by word, for a hint to be copied from a terminal.

const LONGEST = 120;

/** Where a service is refused, the hint stands in the journal. */
const SECRET = /:\/\/[^/\s]*@|passw|token|secret/i;

/** Null where it is no command of a package manager, is too long for one line, holds a password, or a character that a terminal might obey. */
export function pasteable(words: readonly string[]): string | null {
  if (!/^(\/usr\/bin\/|\/bin\/)?(apt|apt-get|dpkg|dnf|dnf-3|dnf4|dnf5|yum)$/.test(words[0] ?? '')) return null;
  const text = words.map(quote).join(' ');
  return SECRET.test(text) ? null : onOneLine(text);
}

/** This program's own command line; null where it cannot be copied from a terminal. */
export function asRoot(words: readonly string[]): string | null {
  return onOneLine(['usr-overlay', ...words].map(quote).join(' '));
}

/** The backtick ends the hint's own quotation. */
function onOneLine(text: string): string | null {
  return text.length <= LONGEST && /^[\x20-\x5f\x61-\x7e]*$/.test(text) ? text : null;
}

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02 */
export function quote(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
