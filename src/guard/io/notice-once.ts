// This file remembers which front ends have had the notice, so that one with several transactions in one process gets it once.

import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { RUN_FOLDER } from '../../places.ts';
import { startTimeOf } from '../../system/processes/process-table.ts';
import { ensureRootFolder } from '../../system/files/trusted-folder.ts';
import { codeOf } from '../../fault.ts';

const FOLDER = `${RUN_FOLDER}/told`;

/**
 * Tells whether it was called before for this process, until that has ended. Returns false where nothing can be remembered, because
 * one notice too many is the lesser harm.
 */
export function wasTold(pid: number): boolean {
  const mark = markOf(pid);
  if (!hasFolder()) return false;
  try {
    for (const name of readdirSync(FOLDER)) if (name !== markOf(Number(name.split('.')[0]))) rmSync(`${FOLDER}/${name}`);
    writeFileSync(`${FOLDER}/${mark}`, '', { flag: 'wx', mode: 0o600 });
    return false;
  } catch (error) {
    return codeOf(error) === 'EEXIST';
  }
}

/** Tells whether `wasTold` was called for this process. */
export function isTold(pid: number): boolean {
  return existsSync(`${FOLDER}/${markOf(pid)}`);
}

/** Returns false for an ordinary user as well, who may not even look. */
function hasFolder(): boolean {
  try {
    return ensureRootFolder(RUN_FOLDER) === null && ensureRootFolder(FOLDER) === null;
  } catch {
    return false;
  }
}

/** The kernel reuses a pid, but never a pid together with its start time. */
function markOf(pid: number): string {
  return `${pid}.${startTimeOf(pid) ?? 'gone'}`;
}
