// This file writes commands that can be copied from a line into a shell: quoted, and with `sudo` where the reader needs it.

const LONGEST = 120;

/** Matches text that may be a password: the hint of a refused service ends up in the journal, which others can read. */
const SECRET = /:\/\/[^/\s]*@|passw|token|secret/i;

/** Package managers, their front ends, and Python, in which others are written. */
const MANAGERS = /^(\/usr\/bin\/|\/bin\/)?(apt|apt-get|aptitude|nala|gdebi|tasksel|wajig|unattended-upgrades?|dpkg|dnf|dnf-3|dnf4|dnf5|yum|python[\d.]*)$/;

/** Returns null where it is no package manager's command, is too long, may hold a password, or has a character that is unsafe to print. */
export function pasteable(words: readonly string[]): string | null {
  if (!MANAGERS.test(words[0] ?? '')) return null;
  const text = words.map(quote).join(' ');
  return SECRET.test(text) ? null : onOneLine(text);
}

/** Returns `usr-overlay` with these words, quoted; null where that is too long or has a character that is unsafe to print. */
export function asRoot(words: readonly string[]): string | null {
  return onOneLine(['usr-overlay', ...words].map(quote).join(' '));
}

/** A backtick is excluded as well, because it would end the hint's own quotation. */
function onOneLine(text: string): string | null {
  return text.length <= LONGEST && /^[\x20-\x5f\x61-\x7e]*$/.test(text) ? text : null;
}

/** Quotes one word: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02 */
export function quote(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Matches commands that only root can run with effect. */
const NEEDS_ROOT =
  /^(usr-overlay( (up|down|run|diff|holders|log|put-back|record|kept|doctor --fix)\b.*)?|(systemd-(sysext|confext) unmerge|bootc (rollback|switch|upgrade)|ostree admin (undeploy|set-default|pin|unlock)|u?mount|nsenter|dmesg|userdel|groupdel|dpkg --(configure|purge)|apt-get install|dnf reinstall)\b.*)$/s;
const ONLY_TELLS = / --(dry-run|help)\b/;

/** Returns the line with `sudo` inside its backquotes, before each command that needs it. */
export function withSudo(line: string): string {
  return line.replace(/`([^`]+)(`|$)/g, (_, commands: string, end: string) => `\`${commands.split(' && ').map(withSudoBefore).join(' && ')}${end}`);
}

function withSudoBefore(command: string): string {
  return NEEDS_ROOT.test(command) && !ONLY_TELLS.test(command) ? `sudo ${command}` : command;
}
