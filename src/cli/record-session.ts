// This file keeps the record of overlays as a service to other commands: where it fails, it warns, and nothing else fails with it.

import { reasonOf } from '../fault.ts';
import type { Ending, PutBackReport } from '../record/record.ts';
import type { SavedBaseline } from '../record/io/gather-leftovers.ts';
import { acquireLock } from '../overlay/io/lock.ts';
import { catchUp, keepRecord, updateRecord } from '../record/io/keep-record.ts';
import { settleRecords } from '../record/io/settle-record.ts';
import { keptLines, putBackWords } from '../record/words.ts';
import type { Context } from './context.ts';
import { pruneKept } from './prune-kept.ts';
import { RECORD_WORDS } from './words.ts';

/** Runs before a command's steps, if it has any: settles an overlay that has ended, and updates the record. Returns whether one is on. */
export async function beforeSteps(hasSteps: boolean, context: Context): Promise<boolean> {
  return (await withWarning(context, async () => {
    await settle(null, context, asNote(context));
    return hasSteps && updateRecord();
  })) ?? false;
}

/** Where nothing was done, an open record is as good as the last hook left it. `seen` gives the baseline of a new one. */
export async function afterUp(hasSteps: boolean, seen: () => SavedBaseline, context: Context): Promise<void> {
  await withWarning(context, async () => {
    if (hasSteps) await settle(null, context, asNote(context));
    warn(await keepRecord(hasSteps ? { reasons: true } : null, seen), context);
  });
}

/** `wasOn` tells whether the recorded overlay was on before the steps. */
export async function afterDown(wasOn: boolean, context: Context): Promise<void> {
  await withWarning(context, () => settle(wasOn ? 'down' : null, context));
}

type Say = (where: string, words: string) => void;

/** Says what was put back; `say` is for what was done. A report for each record. */
export async function settle(how: Ending | null, context: Context, say: Say = (where, words) => context.answer(RECORD_WORDS.cleanedUp(where, words))): Promise<PutBackReport[]> {
  const { reports, trouble } = await settleRecords(how);
  for (const line of trouble) warn(line, context);
  for (const report of reports) {
    for (const { where, words } of putBackWords(report)) say(where, words);
    for (const line of keptLines(report)) context.message(`note: ${line}`);
  }
  if (reports.length > 0) await pruneKept(context);
  return reports;
}

/** This is about an earlier overlay, and standard output may belong to a command of `run`. */
function asNote(context: Context): Say {
  return (where, words) => context.message(`note: ${RECORD_WORDS.cleanedUpEarlier(where, words)}`);
}

/** Another `usr-overlay` at work does the same, and is not waited for. */
export async function catchUpRecord(context: Context): Promise<void> {
  const lock = acquireLock(0);
  if (lock.kind !== 'held') return;
  try {
    await withWarning(context, () => Promise.resolve(catchUp()));
  } finally {
    lock.release();
  }
}

async function withWarning<Result>(context: Context, work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    context.message(`warning: ${RECORD_WORDS.notKept(reasonOf(error))}`);
    return undefined;
  }
}

function warn(line: string | null, context: Context): void {
  if (line !== null) context.message(`warning: ${line}`);
}

/** `take` returns what `prepare` saw; where `prepare` was not called, or failed, `take` looks itself. */
export function early<Result>(look: () => Result): { prepare: () => void; take: () => Result } {
  let seen: { result: Result } | null = null;
  return {
    prepare: () => {
      try {
        seen = { result: look() };
      } catch {
        // `take` meets the same error, and its caller handles it.
      }
    },
    take: () => seen?.result ?? look(),
  };
}
