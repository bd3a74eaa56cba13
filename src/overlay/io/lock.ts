// One `up` or `down` at a time. The lock is on an open file description: it ends with this process, however that ends.

import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, writeSync, ftruncateSync } from 'node:fs';
import { RUN_FOLDER } from '../../places.ts';
import { CLEAN_ENVIRONMENT } from '../../system/processes/ask.ts';
import { locate } from '../../system/processes/locate.ts';
import { commandOf } from '../../system/processes/process-table.ts';
import { ensureRootFolder } from '../../system/files/trusted-folder.ts';

/** `waited`: for another one, so that what was seen before may be so no more. */
export type Lock = { kind: 'held'; waited: boolean; release: () => void } | { kind: 'busy'; holder: string } | { kind: 'broken'; line: string };

const WAIT_SECONDS = 10;
/** For a flock(1) that does not keep to its time. */
const SPARE_SECONDS = 10;
const TIMED_OUT = 75;

/** `wait`: seconds. */
export function acquireLock(wait = WAIT_SECONDS): Lock {
  const wrong = ensureRootFolder(RUN_FOLDER);
  if (wrong !== null) return { kind: 'broken', line: wrong };
  const flock = locate('flock');
  if (flock === undefined) return { kind: 'broken', line: 'flock: not installed' };
  return lockFile(`${RUN_FOLDER}/lock`, flock, wait, SPARE_SECONDS);
}

/** `flock`: the program. `wait` and `spare` are seconds. */
export function lockFile(path: string, flock: string, wait: number, spare: number): Lock {
  // Node opens with O_CLOEXEC: what we start later does not inherit the lock.
  const fd = openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
  const first = runFlock(flock, fd, 0, spare);
  const waited = first === TIMED_OUT && wait > 0;
  const status = waited ? runFlock(flock, fd, wait, spare) : first;
  if (status !== 0) {
    const holder = readHolder(fd);
    closeSync(fd);
    return status === TIMED_OUT ? { kind: 'busy', holder } : { kind: 'broken', line: `flock: failed on ${path}` };
  }
  writeHolder(fd);
  return { kind: 'held', waited, release: () => closeSync(fd) };
}

/** flock(1) locks the file description that it shares with us, and leaves it locked when it ends. Its exit code. */
function runFlock(flock: string, fd: number, wait: number, spare: number): number | null {
  const words = ['--wait', String(wait), '--conflict-exit-code', String(TIMED_OUT), '3'];
  const limits = { timeout: (wait + spare) * 1000, killSignal: 'SIGKILL' } as const;
  return spawnSync(flock, words, { cwd: '/', env: CLEAN_ENVIRONMENT, stdio: ['ignore', 'ignore', 'ignore', fd], ...limits }).status;
}

/** For others' information: on a full /run `down` must work all the more. */
function writeHolder(fd: number): void {
  try {
    ftruncateSync(fd);
    writeSync(fd, `${process.pid}\n`, 0);
  } catch {
    // Then they say that the pid is not known.
  }
}

/** /proc/locks would name flock(1), which has ended, so whoever holds the lock writes down his pid. */
function readHolder(fd: number): string {
  const pid = /^\d+(?=\n)/.exec(readFileSync(fd, 'latin1'))?.[0];
  return pid === undefined ? 'its pid is not known' : `pid ${pid}, ${commandOf(Number(pid))}`;
}
