// This file begins the record before packages change in an overlay that another program mounted. It starts a program of its own for that,
// so that the guard stays small and sound.

import { field, parseJson } from '../../text/json.ts';
import { ownProgram } from '../../system/processes/own-program.ts';
import { exitCodeOf } from '../../system/processes/run-program.ts';
import { modifiedAt, readText } from '../../system/files/read.ts';
import { overlayNow } from '../../host/io/overlay-origin.ts';
import { writtenAt } from '../../packages/io/packages-changed.ts';
import { DPKG, RPM_PLACES, STATE_FOLDER } from '../../places.ts';

/** As long as it takes: packages that come before it has ended are in no record. */
export function beginRecord(): void {
  if (isRecorded() && !isBehind()) return;
  const [program, ...words] = ownProgram();
  exitCodeOf(program, [...words, 'record'], { timeout: 0, killSignal: 'SIGTERM' });
}

/** Packages changed and no hook told, as with bare rpm: what they did must not be taken for the administrator's. */
function isBehind(): boolean {
  const looked = modifiedAt(`${STATE_FOLDER}/open/look.json`) ?? modifiedAt(`${STATE_FOLDER}/open/baseline.json`) ?? Infinity;
  return writtenAt([DPKG, ...RPM_PLACES]) > looked;
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
