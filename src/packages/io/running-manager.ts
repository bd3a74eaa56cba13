// This file finds a package manager that is running, whether or not it has its lock yet.

import { isSameFolder } from '../../system/files/read.ts';
import { allProcesses, callers } from '../../system/processes/callers.ts';
import { commandOf, wordsOf } from '../../system/processes/process-table.ts';

/** Returns it in words, or null; our own callers do not count, nor one in a container or chroot, which has other packages. */
export function findPackageManager(): string | null {
  const own = callers();
  const pid = allProcesses().find((each) => !own.has(each) && isPackageManager(wordsOf(each)) && isSameFolder('/', `/proc/${each}/root/`) === true);
  return pid === undefined ? null : `pid ${pid}, ${commandOf(pid)}`;
}

const NAMES = /^(dpkg|apt|apt-get|aptitude|unattended-upgrades?|dnf|dnf-3|dnf4|dnf5|microdnf|yum|rpm)$/;
/** dnf 4 and unattended-upgrade are written in Python. */
const INTERPRETER = /^python[0-9.]*$/;

/** Tells whether a process with these words may change a package database, now or soon. It also says so of some mere queries. */
export function isPackageManager(words: readonly string[]): boolean {
  const names = words.map((word) => word.slice(word.lastIndexOf('/') + 1));
  const program = INTERPRETER.test(names[0] ?? '') ? words.findIndex((word, index) => index > 0 && !word.startsWith('-')) : 0;
  return NAMES.test(names[program] ?? '');
}
