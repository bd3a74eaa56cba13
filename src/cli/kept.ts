// `usr-overlay kept`: what was taken from the host, and the way back.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { findKept } from '../kept/kept-entry.ts';
import { restore } from '../kept/io/restore.ts';
import { readKept } from '../kept/io/store.ts';
import { keptJson, keptLines, notRestorable } from '../kept/words.ts';
import { holdSignals } from '../system/processes/hold-signals.ts';
import { isRoot } from '../system/mounts/host-namespace.ts';
import { needsRoot, showing, type Context } from './context.ts';
import { enterHost } from './overlay-session.ts';
import { pruneKept } from './prune-kept.ts';
import { underLock } from './under-lock.ts';
import { KEPT_WORDS } from './words.ts';

/** `restore`: an absolute path of the host. `from`: the beginning of a dated folder's name; null for the newest. */
type Options = { json: boolean; restore: string | null; from: string | null };

export async function kept({ json, restore: path, from }: Options, context: Context): Promise<number> {
  if (path !== null) {
    const elsewhere = await enterHost('kept --restore', false, context);
    return elsewhere ? elsewhere.exitCode : underLock(context, () => holdSignals(() => bringBack(path, from ?? '', context)));
  }
  if (!isRoot()) return needsRoot('kept', context);
  const things = readKept();
  if (json) context.answerText(keptJson(things));
  else if (things.length === 0) context.answer(KEPT_WORDS.none);
  else for (const line of keptLines(things, context.width.answer)) context.answer(line);
  return EXIT.done;
}

async function bringBack(path: string, from: string, context: Context): Promise<ExitCode> {
  const thing = findKept(readKept(), path, from);
  const problem = notRestorable(thing, path);
  if (thing === undefined || problem !== null) return fail(problem ?? '', EXIT.notPossible, context);
  const why = await showing(`copying ${path}`, context, () => restore(thing));
  if (why !== null) return fail(KEPT_WORDS.notRestored(path, why), EXIT.failed, context);
  context.answer(KEPT_WORDS.restored(path, thing.folder));
  await pruneKept(context);
  return EXIT.done;
}

function fail(line: string, exitCode: ExitCode, context: Context): ExitCode {
  context.message(`error: ${line}`);
  return exitCode;
}
