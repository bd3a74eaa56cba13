// This file runs `usr-overlay up`: a writable /usr until the next reboot.

import { resolve } from 'node:path';
import { SIZE } from '../config/checks.ts';
import { EXIT } from '../exit-codes.ts';
import { topMountAt } from '../text/mountinfo.ts';
import { findStorage, findCandidates } from '../overlay/io/gather.ts';
import { realFolder } from '../system/files/read.ts';
import { planOptions, type UpWords } from '../overlay/situation.ts';
import { planUp } from '../overlay/plan-up.ts';
import { readMounts } from '../system/mounts/mounts.ts';
import { readLockTable } from '../packages/io/package-locks.ts';
import { requireConfig } from './configuration.ts';
import type { Context } from './context.ts';
import { enterHost, runSession } from './overlay-session.ts';
import { UP_WORDS } from './words.ts';

type Words = Omit<UpWords, 'storage'> & { storage: string | null; follow: readonly string[]; noFollow: boolean; dryRun: boolean; verbose: boolean };

export async function up(words: Words, context: Context): Promise<number> {
  if (words.size !== null && !SIZE.test(words.size)) {
    context.message(`error: ${UP_WORDS.size}`);
    return EXIT.usage;
  }
  if (words.size !== null && words.storage !== null && words.storage !== 'tmpfs') {
    context.message(`error: ${UP_WORDS.sizeAndStorage(words.storage)}`);
    return EXIT.usage;
  }
  const lockTable = readLockTable();
  const elsewhere = await enterHost('up', words.dryRun, context);
  if (elsewhere) {
    if (elsewhere.exitCode === EXIT.done && !words.dryRun) sayIfUnseen(context);
    return elsewhere.exitCode;
  }
  const config = await requireConfig(context);
  if (!config) return EXIT.configuration;
  const asked = words.follow.map((path) => resolve(context.invokedFrom, path));
  const missing = asked.find((path) => realFolder(path) === null);
  if (missing !== undefined) {
    context.message(`error: ${UP_WORDS.followMissing(missing)}`);
    return EXIT.usage;
  }
  const candidates = words.noFollow ? [] : findCandidates(config.overlay.follow, asked);
  const options = planOptions({ ...words, typed: { backend: words.backend !== null, noFollow: words.noFollow }, storage: findStorage(words.storage) }, config, findStorage(config.overlay.storage));
  return runSession({ name: 'up', dryRun: words.dryRun, verbose: words.verbose, candidates, lockTable, plan: (situation) => planUp(situation, options) }, context);
}

/** The overlay is the host's, but this namespace may be one that mounts of the host do not reach. */
function sayIfUnseen(context: Context): void {
  if (topMountAt(readMounts(), '/usr')?.fsType === 'overlay') return;
  context.message(`note: ${UP_WORDS.unseen}`);
}
