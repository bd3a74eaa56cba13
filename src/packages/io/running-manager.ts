// A package manager that is at work, whether or not it has its lock yet.

import { isSameFolder } from '../../system/files/read.ts';
import { allProcesses, callers } from '../../system/processes/callers.ts';
import { commandOf, wordsOf } from '../../system/processes/process-table.ts';

/** In words; null where there is none but what called us. One in a container or a chroot has another host's packages. */
export function findPackageManager(): string | null {
  const own = callers();
  const pid = allProcesses().find((each) => !own.has(each) && isPackageManager(wordsOf(each)) && isSameFolder('/', `/proc/${each}/root/`) === true);
  return pid === undefined ? null : `pid ${pid}, ${commandOf(pid)}`;
}

const NAMES = /^(dpkg|apt|apt-get|aptitude|unattended-upgrades?|dnf|dnf-3|dnf4|dnf5|microdnf|yum|rpm)$/;
/** dnf 4 and unattended-upgrade are Python's. */
const INTERPRETER = /^python[0-9.]*$/;

/** Whether a process with these words may change a package database, now or soon. A query may be taken for one that does. */
export function isPackageManager(words: readonly string[]): boolean {
  const names = words.map((word) => word.slice(word.lastIndexOf('/') + 1));
  const program = INTERPRETER.test(names[0] ?? '') ? words.findIndex((word, index) => index > 0 && !word.startsWith('-')) : 0;
  return NAMES.test(names[program] ?? '');
}
