// This file begins the record before packages change in an overlay that another program mounted. It starts a program of its own for that,
// so that the guard stays small and sound.

import { isSea } from 'node:sea';
import { field, parseJson } from '../../text/json.ts';
import { writeEve } from '../../record/io/etc-tree.ts';
import { exitCodeOf } from '../../system/processes/run-program.ts';
import { readText } from '../../system/files/read.ts';
import { overlayNow } from '../../host/io/overlay-origin.ts';
import { STATE_FOLDER } from '../../places.ts';

/** Also where there is a record: what /etc is like on the eve of the transaction tells the administrator's changes from those of packages. */
export function beginRecord(): void {
  if (!isRecorded()) begin();
  writeEve();
}

/** As long as it takes: packages that come before it has ended are in no record. */
function begin(): void {
  const program = isSea() ? [] : [...process.execArgv, process.argv[1] ?? ''];
  exitCodeOf(process.execPath, [...program, 'record'], { timeout: 0, killSignal: 'SIGTERM' });
}

/** Tells whether the open record is that of the overlay on /usr. After a reboot, another overlay has another birth time. */
function isRecorded(): boolean {
  const overlay = field(parseJson(readText(`${STATE_FOLDER}/open/record.json`, { noFollow: true }) ?? ''), 'overlay');
  try {
    const { device, born } = overlayNow();
    return field(overlay, 'device') === device && field(overlay, 'born') === born;
  } catch {
    // The mount table cannot be read, so nothing can be recorded.
    return true;
  }
}
