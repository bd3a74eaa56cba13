// This file learns what the dpkg behind a `pre-invoke` hook is about to do.

import { resolve } from 'node:path';
import type { TransactionWanted } from '../request/transaction.ts';
import { isSimulation } from '../request/dpkg-words.ts';
import { PLAIN_REQUEST, type Request } from '../request/request.ts';
import { gatherDpkgPlan } from './gather-dpkg-plan.ts';
import { ancestorsOf, typedAbove } from './front-end-above.ts';
import { isTold as wasToldBefore } from './notice-once.ts';
import { nothingPending } from './nothing-pending.ts';
import { isHostRoot } from '../../system/files/read.ts';
import { wordsOf, workingDirectoryOf } from '../../system/processes/process-table.ts';

/**
 * `details` are dpkg's pid, then DPKG_HOOK_ACTION, DPKG_ROOT and DPKG_FRONTEND_LOCKED, as dpkg set or inherited them: dpkg(1),
 * "--pre-invoke".
 */
export function gatherDpkgRequest(details: readonly string[], wanted: TransactionWanted): Request {
  const [pid = '', action = '', root = '', frontendLocked = ''] = details;
  const words = wordsOf(Number(pid));
  // aptitude does not tell its dpkg that it holds the lock.
  const isTold = ancestorsOf(Number(pid)).some(wasToldBefore);
  const isJudged = frontendLocked === 'true' || (isTold && words.includes('--status-fd'));
  const request: Request = {
    ...PLAIN_REQUEST,
    layer: 'dpkg',
    changesNothing: ARCHITECTURE.has(action) || isSimulation(words) || (CATCHES_UP.has(action) && hasNothingPending(words)),
    otherRoot: root !== '' && !isHostRoot(resolve(workingDirectoryOf(Number(pid)), root)),
    alreadyTold: isJudged || isTold,
    command: frontendLocked === 'true' ? null : (typedAbove(Number(pid)) ?? words),
  };
  const isSettled = request.changesNothing || request.otherRoot || isJudged;
  return wanted === null || isSettled ? request : { ...request, plan: gatherDpkgPlan(Number(pid), words, action, wanted) };
}

/** These write only dpkg's list of architectures. */
const ARCHITECTURE = new Set(['add-architecture', 'remove-architecture']);

/** Front ends first run `dpkg --configure --pending` and `--triggers-only --pending`, which mostly have nothing to do. */
const CATCHES_UP = new Set(['configure', 'triggers-only']);

function hasNothingPending(words: readonly string[]): boolean {
  return words.some((word) => word === '-a' || word === '--pending') && nothingPending();
}
