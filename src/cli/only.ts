// This file runs `up --only` and `down --only`: overlays on single folders, below a /usr that stays read-only.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { journal } from '../journal/io/journal.ts';
import { reasonOf } from '../fault.ts';
import { logOnlyDown, logOnlyUp } from '../only/io/remember-only.ts';
import { addOnly, isOnFolder, removeOnly } from '../only/io/change-only.ts';
import { gatherOnly, lookAt } from '../only/io/look.ts';
import { judgeOnly, judgeRemoval, type OnlyRefusal } from '../only/judge-only.ts';
import { alreadyLine, downLine, mountLine, noneLine, removeLine, temporaryLine, upLines } from '../only/words.ts';
import { holdSignals } from '../system/processes/hold-signals.ts';
import { runQuickly } from '../system/processes/run-program.ts';
import { requireConfig } from './configuration.ts';
import type { Context } from './context.ts';
import { enterHost } from './overlay-session.ts';
import { underLock } from './under-lock.ts';
import { RECORD_WORDS } from './words.ts';

type Words = { only: readonly string[]; persist: boolean; dryRun: boolean };

export async function upOnly({ only, persist, dryRun }: Words, context: Context): Promise<number> {
  const elsewhere = await enterHost('up', dryRun, context);
  if (elsewhere) return elsewhere.exitCode;
  const folders = [...new Set(only.map((path) => resolve(context.invokedFrom, path)))];
  return dryRun ? await plan(folders, persist, true, context) : underLock(context, () => holdSignals(() => plan(folders, persist, false, context)));
}

/** All folders, or none. */
async function plan(folders: readonly string[], persist: boolean, dryRun: boolean, context: Context): Promise<ExitCode> {
  const situation = gatherOnly(persist);
  const judged = folders.map((path) => ({ path, answer: judgeOnly(lookAt(path), situation) }));
  const refusal = judged.map(({ answer }) => answer).find((answer): answer is OnlyRefusal => answer !== null && answer !== 'already');
  if (refusal) return fail(refusal, context);
  const fresh = judged.filter(({ answer }) => answer === null).map(({ path }) => path);
  const isOpen = (path: string): boolean => persist && isOnFolder(path) === 'unfinished';
  for (const { path } of judged.filter(({ path, answer }) => answer === 'already' && !isOpen(path))) {
    if (persist && isOnFolder(path) === 'memory') return fail({ line: temporaryLine(path), exitCode: EXIT.notPossible }, context);
    context.answer(alreadyLine(path, isOnFolder(path) === 'disk'));
  }
  if (dryRun) {
    for (const path of fresh) context.answer(mountLine(path, persist));
    return EXIT.done;
  }
  const added = [...fresh, ...folders.filter(isOpen)];
  if (added.length === 0) return EXIT.done;
  const failure = await addOnly({ folders: added, fresh, persist }, (line) => context.message(`warning: ${line}`));
  if (failure) return fail(failure, context);
  await tellSystemd(persist);
  remember(() => logOnlyUp(added, persist ? 'persistent' : 'transient'), context);
  for (const folder of added) journal({ event: 'only-on', folder, persistence: persist ? 'persistent' : 'transient' });
  for (const line of upLines(added, persist)) context.answer(line);
  return EXIT.done;
}

/** The log is a service to the reader; an overlay does not depend on it. */
function remember(write: () => void, context: Context): void {
  try {
    write();
  } catch (error) {
    context.message(`warning: ${RECORD_WORDS.notLogged(reasonOf(error))}`);
  }
}

/** What the configuration names is mounted for good; a folder that cannot be is told, and the others are mounted. */
export async function upConfigured(context: Context): Promise<ExitCode> {
  const config = await requireConfig(context);
  if (!config) return EXIT.configuration;
  const codes: ExitCode[] = [];
  for (const path of config.overlay.only) codes.push(await underLock(context, () => plan([resolve('/', path)], true, false, context)));
  return codes.find((code) => code !== EXIT.done) ?? EXIT.done;
}

export async function downOnly({ only, lazy, dryRun }: { only: readonly string[]; lazy: boolean; dryRun: boolean }, context: Context): Promise<number> {
  const elsewhere = await enterHost('down', dryRun, context);
  if (elsewhere) return elsewhere.exitCode;
  const folders = [...new Set(only.map((path) => resolve(context.invokedFrom, path)))];
  if (dryRun) return showDown(folders, context);
  return underLock(context, () => holdSignals(() => takeOff(folders, lazy, context)));
}

function showDown(folders: readonly string[], context: Context): ExitCode {
  for (const path of folders) context.answer(isOnFolder(path) === null ? noneLine(path) : removeLine(path));
  return EXIT.done;
}

async function takeOff(folders: readonly string[], lazy: boolean, context: Context): Promise<ExitCode> {
  const refusal = judgeRemoval(gatherOnly(false));
  if (refusal) return fail(refusal, context);
  for (const path of folders) {
    if (isOnFolder(path) === null) {
      context.answer(noneLine(path));
      continue;
    }
    const failure = await removeOnly(path, lazy);
    if (failure) return fail(failure, context);
    remember(() => logOnlyDown(path), context);
    journal({ event: 'only-off', folder: path });
    context.answer(downLine(path));
  }
  await tellSystemd(false);
  return EXIT.done;
}

/** A folder may bring units along. Our unit finds everything mounted, counts as started, and so unmounts it at the next shutdown. */
async function tellSystemd(persist: boolean): Promise<void> {
  if (!existsSync('/run/systemd/system')) return;
  await runQuickly('systemctl', ['daemon-reload'], TIMEOUT);
  if (persist) await runQuickly('systemctl', ['start', 'apt-image-based-persist.service'], TIMEOUT);
}

const TIMEOUT = 100_000;

function fail({ line, exitCode }: OnlyRefusal, context: Context): ExitCode {
  context.message(`error: ${line}`);
  return exitCode;
}
