// This file lets only one `up` or `down` run at a time. The kernel drops the lock when this process ends, however it ends.

import { closeSync, constants, openSync, readFileSync, writeSync, ftruncateSync } from 'node:fs';
import { RUN_FOLDER } from '../../places.ts';
import { exitCodeOf } from '../../system/processes/run-program.ts';
import { locate } from '../../system/processes/locate.ts';
import { commandOf } from '../../system/processes/process-table.ts';
import { ensureRootFolder } from '../../system/files/trusted-folder.ts';

/** `waited` means that another process held the lock before, so what was seen of the host may be outdated. */
export type Lock = { kind: 'held'; waited: boolean; release: () => void } | { kind: 'busy'; holder: string } | { kind: 'broken'; line: string };

const WAIT_SECONDS = 10;
/** A flock(1) that exceeds its waiting time by this many seconds is killed. */
const SPARE_SECONDS = 10;
const TIMED_OUT = 75;

/** Waits up to `wait` seconds for the lock. */
export function acquireLock(wait = WAIT_SECONDS): Lock {
  const wrong = ensureRootFolder(RUN_FOLDER);
  if (wrong !== null) return { kind: 'broken', line: wrong };
  const flock = locate('flock');
  if (flock === undefined) return { kind: 'broken', line: 'flock: not installed' };
  return lockFile(`${RUN_FOLDER}/lock`, flock, wait, SPARE_SECONDS);
}

/** `flock` is the path of the program; `wait` and `spare` are seconds. */
export function lockFile(path: string, flock: string, wait: number, spare: number): Lock {
  // Node opens with O_CLOEXEC, so programs that we start later do not inherit the lock.
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

/** Returns flock(1)'s exit code. It locks the file description that it shares with us, which stays locked when it exits. */
function runFlock(flock: string, fd: number, wait: number, spare: number): number | null {
  const words = ['--wait', String(wait), '--conflict-exit-code', String(TIMED_OUT), '3'];
  return exitCodeOf(flock, words, { timeout: (wait + spare) * 1000, stdio: ['ignore', 'ignore', 'ignore', fd] });
}

/** The pid only informs others, so `down` must work even where a full /run makes this fail. */
function writeHolder(fd: number): void {
  try {
    ftruncateSync(fd);
    writeSync(fd, `${process.pid}\n`, 0);
  } catch {
    // Others then read that the pid is not known.
  }
}

/** /proc/locks would name flock(1), which has exited, so whoever holds the lock writes their pid into the file. */
function readHolder(fd: number): string {
  const pid = /^\d+(?=\n)/.exec(readFileSync(fd, 'latin1'))?.[0];
  return pid === undefined ? 'its pid is not known' : `pid ${pid}, ${commandOf(Number(pid))}`;
}
