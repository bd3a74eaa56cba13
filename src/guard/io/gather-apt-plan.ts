// What apt's plan takes: the simulation says which packages, their records how large they are.

import { parseAptPlan, parseSizes, recordsWanted, type Sizes } from '../request/apt-plan.ts';
import { describeTransaction, type Transaction } from '../request/transaction.ts';
import { ask } from '../../system/processes/run-program.ts';
import { readOsRelease } from '../../host/io/gather-evidence.ts';
import { rmSync } from 'node:fs';
import { RUN_FOLDER } from '../../places.ts';
import { ensureRootFolder } from '../../system/files/trusted-folder.ts';

/** How the run asks apt itself: its own configuration, words, folder and environment. */
export type AptQuestion = { configArguments: readonly string[]; words: readonly string[]; cwd: string; environment: Record<string, string> };

export function gatherAptPlan(simulation: string, run: AptQuestion, options: { withDownloads: boolean; timeout: number }): Transaction {
  const sizes = askSizes(simulation, run, options.timeout);
  return describeTransaction(parseAptPlan(simulation), sizes && sizes.installed + (options.withDownloads ? sizes.download : 0), readOsRelease());
}

/** Null where apt did not answer in time: where it may keep no cache, it reads all its lists for each question. */
function askSizes(simulation: string, run: AptQuestion, timeout: number): Sizes | null {
  const wanted = recordsWanted(simulation);
  if (wanted.length === 0) return { installed: 0, download: 0 };
  if (timeout <= 0) return null;
  const files = run.words.filter((word) => /^[^-].*\/.*\.(deb|changes)$/.test(word) || word.startsWith('/') && word.endsWith('.deb'));
  const sources = files.flatMap((file) => ['--with-source', file]);
  const records = ask('/usr/bin/apt-cache', [...run.configArguments, ...sources, 'show', '--', ...wanted], { timeout, cwd: run.cwd, environment: run.environment });
  return records === undefined ? null : parseSizes(records);
}

/** Some 40 MB. apt itself judges whether it is up to date, so that one which a killed guard left behind does no harm. */
const CACHE = `${RUN_FOLDER}/pkgcache.bin`;

/** Runs `ask` with the words that have apt keep one for as long as `ask` runs; with none where it is not needed. */
export function withOwnCache<Answer>(isNeeded: boolean, ask: (cacheArguments: readonly string[]) => Answer): Answer {
  if (!isNeeded || ensureRootFolder(RUN_FOLDER) !== null) return ask([]);
  try {
    return ask(['-o', `Dir::Cache::pkgcache=${CACHE}`]);
  } finally {
    rmSync(CACHE, { force: true });
  }
}
