// This file begins the record before packages change in an overlay that another program mounted. It starts a program of its own for that,
// so that the guard stays small and sound.

import { isSea } from 'node:sea';
import { field, parseJson } from '../../text/json.ts';
import { exitCodeOf } from '../../system/processes/run-program.ts';
import { readText } from '../../system/files/read.ts';
import { overlayNow } from '../../host/io/overlay-origin.ts';
import { STATE_FOLDER } from '../../places.ts';

const TIMEOUT = 2000;

/** Begins a record if the overlay on /usr has none yet; failure is ignored. */
export function beginRecord(): void {
  if (isRecorded()) return;
  const program = isSea() ? [] : [...process.execArgv, process.argv[1] ?? ''];
  exitCodeOf(process.execPath, [...program, 'record'], { timeout: TIMEOUT, killSignal: 'SIGTERM' });
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
