// This file runs `usr-overlay boot`, by which systemd's units mount a persistent overlay at boot, and unmount it at shutdown: packaging/systemd.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { reasonOf } from '../fault.ts';
import { refreshLoginHint } from '../overlay/io/announce.ts';
import { mountAtBoot } from '../persist/io/at-boot.ts';
import { imageNow } from '../persist/io/image-now.ts';
import { areAllMounted, mountOnlyAtBoot } from '../only/io/only-at-boot.ts';
import { unmountAllOnly } from '../only/io/mount-only.ts';
import { readFolders } from '../only/io/store.ts';
import { upConfigured } from './only.ts';
import { isMounted, unmountPersistent } from '../persist/io/mount.ts';
import { startUnits } from '../persist/io/start-units.ts';
import { clearAttempts, isEnabled, markUnmounted } from '../persist/io/store.ts';
import type { Image } from '../persist/image.ts';
import type { BootStep } from '../persist/state.ts';
import { parkedAdvice, parkedWords } from '../persist/words.ts';
import { parkOthers, reopenParked } from '../record/io/settle-record.ts';
import { isRoot } from '../system/mounts/host-namespace.ts';
import { mountTableProblem } from '../system/mounts/mounts.ts';
import { needsRoot, type Context } from './context.ts';
import { underLock } from './under-lock.ts';
import { bootChangedLine, RECORD_WORDS } from './words.ts';

export async function boot(step: BootStep, context: Context): Promise<ExitCode> {
  if (!isRoot()) return needsRoot('boot', context);
  const problem = mountTableProblem();
  if (problem !== null) return fail(problem, context);
  switch (step) {
    case 'mount':
      // `up`, which holds the lock, starts our unit when all is mounted.
      return (isMounted() || !isEnabled()) && areAllMounted() ? EXIT.done : underLock(context, () => mount(context));
    case 'only':
      return upConfigured(context);
    case 'start':
      for (const line of await startUnits(isMounted())) context.message(`warning: ${line}`);
      return EXIT.done;
    case 'arrived':
      clearAttempts();
      return EXIT.done;
    case 'unmount':
      return unmount(context);
  }
}

async function mount(context: Context): Promise<ExitCode> {
  const folders = readFolders();
  // It is looked at while nothing is mounted over it.
  const image = folders?.length === 0 ? null : imageNow();
  const result = await mountAtBoot((image) => makeRoom(image, context));
  if (result === 'on') {
    for (const { step, why } of await reopenParked()) context.message(`warning: ${bootChangedLine(step.path, why)}`);
  } else if (result !== null) context.message(`warning: ${parkedWords(result)}; ${parkedAdvice(result)}`);
  if (result !== null) refreshLoginHint();
  if (folders?.length !== 0) for (const line of await mountOnlyAtBoot(image)) context.message(`warning: ${line}`);
  return EXIT.done;
}

/** What goes wrong with the files of another image's overlay keeps none off. */
async function makeRoom(image: Image, context: Context): Promise<void> {
  await parkOthers(image).catch((error: unknown) => context.message(`warning: ${RECORD_WORDS.notKept(reasonOf(error))}`));
}

/** Nothing is put back: the next boot mounts it again. A shutdown waits for nobody's lock. */
async function unmount(context: Context): Promise<ExitCode> {
  for (const line of await unmountAllOnly()) context.message(`warning: ${line}`);
  const wrong = await unmountPersistent();
  if (wrong !== null) return fail(wrong, context);
  markUnmounted();
  return EXIT.done;
}

function fail(line: string, context: Context): ExitCode {
  context.message(`error: ${line}`);
  return EXIT.failed;
}
