// This file runs `usr-overlay record`, which package managers' hooks call, and `usr-overlay put-back`, which the boot unit calls.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { OverlayRecord } from '../record/record.ts';
import { FOLLOWERS_LOST } from '../host/disagreements.ts';
import { packageTransaction } from '../packages/package-transaction.ts';
import { areFollowersLost, isOn } from '../record/io/overlay-now.ts';
import { keepRecord, updateForHook } from '../record/io/keep-record.ts';
import { refreshLoginHint } from '../overlay/io/announce.ts';
import { caller, callerOf } from '../system/processes/caller.ts';
import { isRoot } from '../system/mounts/host-namespace.ts';
import { journal } from '../journal/io/journal.ts';
import { mountTableProblem } from '../system/mounts/mounts.ts';
import { readOpen } from '../record/io/record-store.ts';
import { needsRoot, type Context } from './context.ts';
import { underLock } from './under-lock.ts';
import { settle } from './record-session.ts';
import { RECORD_WORDS } from './words.ts';
import type { LoggedManager } from '../journal/entry.ts';

/** In seconds: what a record does not know from its beginning on, it never knows. */
const BEGIN_WAIT = 60;
/** Another `usr-overlay` may have looked before the last package came. A `down` waits longer for a package manager. */
const HOOK_WAIT = 5;
const BOOT_WAIT = 10;

export function record(hook: RecordRequest, context: Context): Promise<ExitCode> {
  return asRoot('record', hook.manager === null ? BEGIN_WAIT : HOOK_WAIT, context, async () => {
    // Nobody reads a hook's messages; `up`, `down` and the boot unit report a broken record, and discard it.
    const open = readOpen();
    if (typeof open === 'string') return fail(open, context);
    if (open !== null && isOn(open.record)) {
      logTransaction(open.record, updateForHook(open, hook.manager !== null), hook);
      return EXIT.done;
    }
    await settle(null, context);
    const trouble = await keepRecord({ reasons: false });
    return trouble === null ? EXIT.done : fail(trouble, context);
  });
}

function fail(line: string, context: Context): ExitCode {
  context.message(`error: ${line}`);
  return EXIT.failed;
}

/** Logs the difference between the record before this transaction and now. A record that has just begun knows of no change yet. */
function logTransaction(before: OverlayRecord, now: OverlayRecord, { manager, pid }: RecordRequest): void {
  const changes = packageTransaction(before.packages, now.packages);
  if (changes.length > 0) journal({ event: 'packages-changed', backend: now.backend, manager, changes }, pid === null ? caller() : callerOf(pid));
}

export function putBack(context: Context): Promise<ExitCode> {
  return asRoot('put-back', BOOT_WAIT, context, async () => {
    const reports = await settle(null, context);
    if (areFollowersLost()) context.message(`warning: ${FOLLOWERS_LOST}`);
    refreshLoginHint();
    const [removed, restored] = [reports.flatMap((each) => each.removed), reports.flatMap((each) => each.restored)];
    for (const path of removed) context.answer(`removed ${path}`);
    for (const path of restored) context.answer(`restored ${path}`);
    // Each boot calls this, and no journal needs that line.
    if (removed.length + restored.length === 0 && context.width.answer !== Infinity) context.answer(RECORD_WORDS.nothingToCleanUp);
    return EXIT.done;
  });
}

async function asRoot(name: string, wait: number, context: Context, work: () => Promise<ExitCode>): Promise<ExitCode> {
  if (!isRoot()) return needsRoot(name, context);
  const problem = mountTableProblem();
  if (problem !== null) {
    context.message(`error: ${problem}`);
    return EXIT.notPossible;
  }
  return underLock(context, work, wait);
}

/** Holds which package manager calls, and its process id. */
export type RecordRequest = { manager: LoggedManager | null; pid: number | null };
