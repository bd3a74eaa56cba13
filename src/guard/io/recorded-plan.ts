// The plan that hooks/plan has kept of what apt said, until apt's early hook asks for it.

import { statSync, truncateSync, rmSync } from 'node:fs';
import { RUN_FOLDER } from '../../places.ts';
import { ensureRootFolder } from '../../system/files/trusted-folder.ts';
import { listFolder, readText } from '../../system/files/read.ts';
import { ageOf } from '../../system/processes/process-table.ts';
import { parseAptRecord, type AptRecord } from '../request/apt-record.ts';

/** `pid`: apt's. Null where it has told no plan: its verb has none, its configuration lacks the hook, or the file is of an earlier process. */
export function recordedPlan(pid: number): AptRecord | null {
  // By it hooks/hook and hooks/plan tell, without starting anything, that this host is one to look at.
  ensureRootFolder(RUN_FOLDER);
  forgetOthers();
  const file = `${RUN_FOLDER}/plan.${pid}`;
  if (!isOf(pid, file)) return null;
  const text = readText(file, { noFollow: true });
  if (text === undefined) return null;
  // apt will say it three times more; an empty file tells hooks/plan that it is not wanted.
  truncateSync(file);
  return parseAptRecord(text);
}

/** Whether the file was written in the lifetime of this very process: a pid is used again. */
function isOf(pid: number, file: string): boolean {
  const age = ageOf(pid);
  try {
    return age !== null && Date.now() - statSync(file).mtimeMs <= age + TICK;
  } catch {
    return false;
  }
}

/** What the age of a process is counted in, in milliseconds. */
const TICK = 10;

function forgetOthers(): void {
  for (const name of listFolder(RUN_FOLDER)) {
    const pid = /^plan\.(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && ageOf(Number(pid)) === null) rmSync(`${RUN_FOLDER}/${name}`, { force: true });
  }
}
