// Which front ends have had the notice: one that does several transactions in one process hears it once.

import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { RUN_FOLDER } from '../../places.ts';
import { startTimeOf } from '../../system/processes/process-table.ts';
import { ensureRootFolder } from '../../system/files/trusted-folder.ts';
import { codeOf } from '../../fault.ts';

const FOLDER = `${RUN_FOLDER}/told`;

/**
 * Whether it was asked before about this process; remembered until that has ended.
 * False where nothing can be remembered: a notice once too often is the lesser harm.
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

/** Nor for an ordinary user, who may not even look. */
function hasFolder(): boolean {
  try {
    return ensureRootFolder(RUN_FOLDER) === null && ensureRootFolder(FOLDER) === null;
  } catch {
    return false;
  }
}

/** A pid is used again, a pid with its start time is not. */
function markOf(pid: number): string {
  return `${pid}.${startTimeOf(pid) ?? 'gone'}`;
}
