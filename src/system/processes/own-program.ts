// How this very program is started once more.

import { isSea } from 'node:sea';

/**
 * Returns the words before those of the command line, at least one. The package has a script that starts the executable, one folder above it:
 * packaging/start.
 */
export function ownProgram(): [string, ...string[]] {
  // The single executable has no script path; argv[1] is then the name by which it was called.
  if (!isSea()) return [process.execPath, ...process.execArgv, process.argv[1] ?? ''];
  return [process.execPath.replace(/\/bin\/usr-overlay$/, '/usr-overlay')];
}
