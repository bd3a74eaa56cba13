// This file sends entries to the journal, or to syslog, or drops them. Nothing waits for it, and it never fails.

import { existsSync } from 'node:fs';
import { journalFields, type JournalEntry } from '../entry.ts';
import { journalText, syslogText } from '../text.ts';
import { CLEAN_ENVIRONMENT } from '../../system/processes/run-program.ts';
import { caller } from '../../system/processes/caller.ts';
import { locate } from '../../system/processes/locate.ts';
import { withUnnamedFile } from '../../system/files/unnamed-file.ts';

/**
 * Returns at once and never throws. Node has no datagram sockets for Unix paths, so logger(1) of util-linux writes the entry;
 * every Debian and Fedora has it. It gets the text on standard input, because other users can read a command line.
 */
export function journal(entry: JournalEntry, user: string | null = caller()): void {
  const fields = journalFields(entry, user);
  // systemd-journald(8) listens on both sockets, other daemons only on the second.
  if (existsSync('/run/systemd/journal/socket')) log(['--journald'], journalText(fields));
  else if (existsSync('/dev/log')) log(['-t', 'usr-overlay', '-p', 'user.notice'], syslogText(fields));
}

/** A logger that nobody answers is killed after these seconds, because it runs from /usr and so keeps the overlay busy. */
const LONGEST = '3';

function log(words: readonly string[], text: string): void {
  const [timeout, logger] = [locate('timeout'), locate('logger')];
  if (timeout === undefined || logger === undefined) return;
  try {
    start(timeout, ['--signal=KILL', LONGEST, logger, ...words], text);
  } catch {
    // The entry is dropped where no process can be started or no file can be written.
  }
}

/** Tells whether a command line is that of our logger or of the timeout(1) around it, so that neither counts as a user of the overlay. */
export function isLogger(command: string): boolean {
  return /^(\S*\/timeout --signal=KILL \d+ )?\S*\/logger -/.test(command);
}

/** The logger gets its own session and no output, so that a package manager neither waits for it nor takes it down with its terminal. */
function start(program: string, words: readonly string[], text: string): void {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const child = withUnnamedFile(text, (input) => spawn(program, words, { cwd: '/', env: CLEAN_ENVIRONMENT, stdio: [input, 'ignore', 'ignore'], detached: true }));
  child.on('error', () => {});
  child.unref();
}
