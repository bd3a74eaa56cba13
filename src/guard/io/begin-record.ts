// Before packages change in an overlay that somebody else put on: how things are is written down now, by a program of its own, so
// that the guard stays as small as it is and as sound.

import { isSea } from 'node:sea';
import { field, parseJson } from '../../text/json.ts';
import { exitCodeOf } from '../../system/processes/run-program.ts';
import { readText } from '../../system/files/read.ts';
import { overlayNow } from '../../host/io/overlay-origin.ts';
import { STATE_FOLDER } from '../../places.ts';

const TIMEOUT = 2000;

export function beginRecord(): void {
  if (isRecorded()) return;
  const program = isSea() ? [] : [...process.execArgv, process.argv[1] ?? ''];
  exitCodeOf(process.execPath, [...program, 'record'], { timeout: TIMEOUT, killSignal: 'SIGTERM' });
}

/** Whether the open record is that of the overlay on /usr. After a reboot another one has another birth. */
function isRecorded(): boolean {
  const overlay = field(parseJson(readText(`${STATE_FOLDER}/open/record.json`, { noFollow: true }) ?? ''), 'overlay');
  try {
    const { device, born } = overlayNow();
    return field(overlay, 'device') === device && field(overlay, 'born') === born;
  } catch {
    // The mount table cannot be read: there is nothing to be written down.
    return true;
  }
}
