// This file judges a draft of dpkg's database before it becomes the database, by dpkg and apt themselves.

import type { Facts } from '../../host/facts.ts';
import { DPKG } from '../../places.ts';
import { locate } from '../../system/processes/locate.ts';
import { ask, runProgram } from '../../system/processes/run-program.ts';
import { DATABASE_KINDS } from '../findings.ts';
import { unmetDependencies } from './check-dependencies.ts';
import { examineDatabase } from './examine-database.ts';

const TIMEOUT = 300_000;

/** Runs dpkg on the draft. The guard must not stop the repair: its dpkg hook hears of the variable. Returns null, or what went wrong. */
export async function runDpkg(folder: string, words: readonly string[]): Promise<string | null> {
  const result = await runProgram('dpkg', [`--admindir=${folder}`, ...words], TIMEOUT, { environment: { APT_IMAGE_BASED: 'off', DEBIAN_FRONTEND: 'noninteractive' } });
  return result.ok ? null : result.line;
}

/**
 * Returns null, or why the draft must not become the database: a fault that was to be repaired is still there, or a tool sees a new one.
 * `left` are the packages that could not be repaired.
 */
export async function verifyDraft(folder: string, facts: Facts, left: ReadonlySet<string>): Promise<string | null> {
  const still = examineDatabase(folder, facts).findings.find(({ kind, name }) => DATABASE_KINDS.has(kind) && !left.has(name));
  if (still) return `${still.name} would still be ${still.kind}`;
  for (const check of [dependencies, audit]) {
    const [now, before] = [check(folder), check(DPKG)];
    const fresh = now.find((line) => !before.includes(line));
    if (fresh !== undefined) return `the repaired database is not sound: ${fresh}`;
  }
  return null;
}

function dependencies(folder: string): string[] {
  const unmet = unmetDependencies(folder);
  return typeof unmet === 'string' ? [] : unmet.map(({ name, detail }) => `${name} ${detail}`);
}

/** Each package that dpkg names, without the sentences above. */
function audit(folder: string): string[] {
  const path = locate('dpkg');
  const found = path === undefined ? undefined : ask(path, [`--admindir=${folder}`, '--audit'], { timeout: TIMEOUT });
  if (found === undefined) return ['dpkg --audit: no answer'];
  return found.split('\n').filter((line) => line.startsWith(' ')).map((line) => `dpkg --audit: ${line.trim().split(/\s+/)[0] ?? ''}`);
}
