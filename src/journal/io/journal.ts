// Entries for the journal, or else for syslog, or else for nobody. Nothing waits for them, and nothing fails with them.

import { existsSync } from 'node:fs';
import { journalFields, type JournalEntry } from '../entry.ts';
import { journalText, syslogText } from '../text.ts';
import { CLEAN_ENVIRONMENT } from '../../system/processes/ask.ts';
import { caller } from '../../system/processes/caller.ts';
import { locate } from '../../system/processes/locate.ts';
import { withUnnamedFile } from '../../system/files/unnamed-file.ts';

/**
 * Returns at once. node has no datagram sockets of the file system, so that logger(1) of util-linux writes it, which every
 * Debian and Fedora has; it reads from its standard input, because others see a command line.
 */
export function journal(entry: JournalEntry, user: string | null = caller()): void {
  const fields = journalFields(entry, user);
  // systemd-journald(8) listens at both; others only at the second.
  if (existsSync('/run/systemd/journal/socket')) log(['--journald'], journalText(fields));
  else if (existsSync('/dev/log')) log(['-t', 'usr-overlay', '-p', 'user.notice'], syslogText(fields));
}

/** Seconds after which a logger that nobody listens to is killed: it runs from /usr, and so holds the overlay. */
const LONGEST = '3';

function log(words: readonly string[], text: string): void {
  const [timeout, logger] = [locate('timeout'), locate('logger')];
  if (timeout === undefined || logger === undefined) return;
  try {
    start(timeout, ['--signal=KILL', LONGEST, logger, ...words], text);
  } catch {
    // No process to be had, or nothing to be written.
  }
}

/** Whether a command line is that of a logger that was started here, or of what kills it. */
export function isLogger(command: string): boolean {
  return /^(\S*\/timeout --signal=KILL \d+ )?\S*\/logger -/.test(command);
}

/** A session of its own and no output: a package manager that waits for its hook's, or whose terminal closes, has nothing to do with it. */
function start(program: string, words: readonly string[], text: string): void {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const child = withUnnamedFile(text, (input) => spawn(program, words, { cwd: '/', env: CLEAN_ENVIRONMENT, stdio: [input, 'ignore', 'ignore'], detached: true }));
  child.on('error', () => {});
  child.unref();
}
