// Whether dpkg has work of an earlier run to finish, which apt does along with any other.

import { readdirSync, readFileSync } from 'node:fs';
import { DPKG } from '../../places.ts';
import { ask, HANGS } from '../../system/processes/run-program.ts';

/** False where dpkg does not answer. */
export function nothingPending(): boolean {
  if (isQuiet()) return true;
  const states = ask('/usr/bin/dpkg-query', ['--show', '--showformat=${db:Status-Status}\n'], { timeout: HANGS });
  return states !== undefined && !states.split('\n').some((state) => PENDING.includes(state));
}

const PENDING = ['unpacked', 'half-configured', 'triggers-awaited', 'triggers-pending'];

/** Reading the file takes a tenth of what dpkg-query does; that is asked where a line may say so, or where the file is not the whole truth. */
function isQuiet(): boolean {
  try {
    if (readdirSync(`${DPKG}/updates`).length > 0) return false;
    const status = readFileSync(`${DPKG}/status`);
    return !PENDING.some((state) => status.includes(` ${state}\n`));
  } catch {
    return false;
  }
}
