// A package manager that is at work, whether or not it has its lock yet.

import { statSync } from 'node:fs';
import { isPackageManager } from './package-manager.ts';
import { allProcesses, callers } from '../../system/processes/callers.ts';
import { commandOf, wordsOf } from '../../system/processes/process-table.ts';

/** In words; null where there is none but what called us. One in a container or a chroot has another host's packages. */
export function findPackageManager(): string | null {
  const own = callers();
  const pid = allProcesses().find((each) => !own.has(each) && isPackageManager(wordsOf(each)) && hasOurRoot(each));
  return pid === undefined ? null : `pid ${pid}, ${commandOf(pid)}`;
}

function hasOurRoot(pid: number): boolean {
  try {
    const [ours, its] = [statSync('/'), statSync(`/proc/${pid}/root/`)];
    return ours.dev === its.dev && ours.ino === its.ino;
  } catch {
    return false;
  }
}
