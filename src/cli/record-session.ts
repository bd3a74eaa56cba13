// Keeping the record of overlays is a service to whoever called: where it fails, this is said, and nothing else fails with it.

import { reasonOf } from '../fault.ts';
import type { Ending, PutBackReport } from '../record/record.ts';
import type { Seen } from '../record/io/gather-leftovers.ts';
import { keepRecord, settleRecord, updateRecord } from '../record/io/keep-record.ts';
import { keptLines, putBackWords } from '../record/words.ts';
import type { Context } from './context.ts';

/** Before the steps of a command, if it has any: an overlay that ended is settled, and what may be taken off is looked at. Whether one is on. */
export async function beforeSteps(hasSteps: boolean, context: Context): Promise<boolean> {
  return (await withWarning(context, async () => {
    await settle(null, context, asNote(context));
    return hasSteps && updateRecord();
  })) ?? false;
}

/** Where nothing was done, a record that is there is as good as the hook of the last transaction left it. `seen`: the baseline of a new one. */
export async function afterUp(hasSteps: boolean, seen: () => Seen, context: Context): Promise<void> {
  await withWarning(context, async () => {
    if (hasSteps) await settle(null, context, asNote(context));
    warn(keepRecord(hasSteps ? { reasons: true } : null, seen), context);
  });
}

/** `wasOn`: the overlay of the record was on before the steps. */
export async function afterDown(wasOn: boolean, context: Context): Promise<void> {
  await withWarning(context, () => settle(wasOn ? 'down' : null, context));
}

/** Says what was put back; `say` is for what was done. */
export async function settle(how: Ending | null, context: Context, say: (words: string) => void = (words) => context.answer(`Put back in /etc: ${words}`)): Promise<PutBackReport | null> {
  const report = await settleRecord(how);
  if (report === null || typeof report === 'string') {
    warn(report, context);
    return null;
  }
  const words = putBackWords(report);
  if (words !== null) say(words);
  for (const line of keptLines(report)) context.message(`note: ${line}`);
  return report;
}

/** It is another overlay's, and the standard output may be that of a command of `run`. */
function asNote(context: Context): (words: string) => void {
  return (words) => context.message(`note: what packages of an earlier overlay left in /etc is put back: ${words}`);
}

async function withWarning<Result>(context: Context, work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    context.message(`warning: the record of the overlay cannot be kept: ${reasonOf(error)}`);
    return undefined;
  }
}

function warn(line: string | null, context: Context): void {
  if (line !== null) context.message(`warning: ${line}`);
}
