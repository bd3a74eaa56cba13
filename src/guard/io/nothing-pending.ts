// Whether dpkg has work of an earlier run to finish, which apt does along with any other.

import { ask, HANGS } from '../../system/processes/run-program.ts';

/** False where dpkg does not answer. */
export function nothingPending(): boolean {
  const states = ask('/usr/bin/dpkg-query', ['--show', '--showformat=${db:Status-Status}\n'], { timeout: HANGS });
  return states !== undefined && !/^(unpacked|half-configured|triggers-awaited|triggers-pending)$/m.test(states);
}
