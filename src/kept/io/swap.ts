// What rename(2) cannot replace: a folder that holds something, or something else by a folder. The two change places, and what was there is
// removed only when it is seen to be what was kept.

import { lstatSync, rmdirSync, rmSync, unlinkSync } from 'node:fs';
import { codeOf } from '../../fault.ts';
import type { Kept } from './keep.ts';
import { CHANGED, isAsSeen } from './take.ts';
import { exchange } from '../../system/files/exchange.ts';
import { ofThisProcess } from '../../system/files/pinned-folder.ts';
import { runProgram } from '../../system/processes/run-program.ts';

/** `pinned` and `beside` lie in one folder that is held open. Null when done; else why not, and then all is as it was. */
export async function swapIn(kept: Kept, pinned: string, beside: string): Promise<string | null> {
  const [one, other] = [ofThisProcess(beside), ofThisProcess(pinned)];
  const swapped = await exchange(one, other);
  if (!swapped.ok) return swapped.line;
  if (await isRemoved(kept, beside)) return null;
  const back = await exchange(one, other);
  return back.ok ? CHANGED : back.line;
}

async function isRemoved({ seen, copy }: Kept, old: string): Promise<boolean> {
  try {
    if (!isAsSeen(lstatSync(old, { bigint: true, throwIfNoEntry: false }), seen)) return false;
    if (seen?.isDirectory() !== true) unlinkSync(old);
    else if (copy === null) rmdirSync(old);
    else if (!(await isSameTree(copy, old))) return false;
    else rmSync(old, { recursive: true });
    return true;
  } catch (error) {
    // Something was put into a folder that was empty.
    if (codeOf(error) === 'ENOTEMPTY') return false;
    throw error;
  }
}

async function isSameTree(one: string, other: string): Promise<boolean> {
  return (await runProgram('diff', ['--recursive', '--brief', '--no-dereference', '--', one, ofThisProcess(other)], TIMEOUT)).ok;
}

const TIMEOUT = 1_800_000;
