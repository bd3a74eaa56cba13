// This file lets only one `usr-overlay` at a time change the host.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { acquireLock } from '../overlay/io/lock.ts';
import type { Context } from './context.ts';
import { LOCK_WORDS } from './words.ts';

/** Does the work under the lock, or says why not. `wait` is how many seconds to wait for it; `waited` tells whether that was needed. */
export async function underLock(context: Context, work: (waited: boolean) => Promise<ExitCode>, wait?: number): Promise<ExitCode> {
  const lock = acquireLock(wait);
  if (lock.kind === 'busy') {
    context.message(`error: ${LOCK_WORDS.otherIsRunning(lock.holder)}`);
    return EXIT.busy;
  }
  if (lock.kind === 'broken') {
    context.message(`error: ${lock.line}`);
    return EXIT.failed;
  }
  try {
    return await work(lock.waited);
  } finally {
    lock.release();
  }
}
