// This file learns what a bare `dpkg` is about to unpack or remove.

import { readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeTransaction, type Transaction } from '../request/transaction.ts';
import { type PlannedPackage } from '../request/suite-change.ts';
import { ask } from '../../system/processes/run-program.ts';
import { workingDirectoryOf } from '../../system/processes/process-table.ts';
import { readOsRelease } from '../../host/io/gather-evidence.ts';

/** `action` is DPKG_HOOK_ACTION. Returns null where it brings or removes no packages, or where that is unknown. */
export function gatherDpkgPlan(pid: number, words: readonly string[], action: string): Transaction | null {
  const named = words.slice(1).filter((word) => !word.startsWith('-'));
  if (action === 'remove' || action === 'purge') {
    return describeTransaction(named.map((name) => ({ name: name.replace(/:.*/, ''), from: '', to: null })), 0, null);
  }
  if (action !== 'install' && action !== 'unpack') return null;
  const cwd = workingDirectoryOf(pid);
  return planOfArchives(named.flatMap((word) => archivesAt(resolve(cwd, word))));
}

/** Null where the time was too short. */
export function planOfArchives(archives: readonly string[]): Transaction | null {
  const installed = installedVersions();
  const packages: PlannedPackage[] = [];
  let bytes = 0;
  const deadline = performance.now() + TIME;
  for (const archive of archives) {
    if (performance.now() > deadline) return null;
    const [name, to, size] = fieldsOf(archive);
    if (name === undefined || to === undefined) continue;
    packages.push({ name, from: installed.get(name) ?? null, to });
    bytes += Number(size ?? 0) * 1024 || 0;
  }
  return describeTransaction(packages, bytes, readOsRelease());
}

/** Of the three seconds that the shim gives us; an archive takes some 5 ms. */
const TIME = 1500;

/** Returns the file itself, or those in a folder, for `dpkg --recursive`. */
function archivesAt(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.deb')).map((name) => `${path}/${name}`);
  } catch {
    return [];
  }
}

function fieldsOf(archive: string): string[] {
  return ask('/usr/bin/dpkg-deb', ['--show', '--showformat=${Package}\t${Version}\t${Installed-Size}\n', archive], { timeout: TIME })?.trimEnd().split('\t') ?? [];
}

function installedVersions(): Map<string, string> {
  const text = ask('/usr/bin/dpkg-query', ['--show', '--showformat=${Package}\t${Version}\t${db:Status-Status}\n'], { timeout: TIME }) ?? '';
  const rows = text.split('\n').map((line) => line.split('\t'));
  return new Map(rows.flatMap(([name, version, status]): [string, string][] => (name !== undefined && version !== undefined && status !== 'config-files' && status !== 'not-installed' ? [[name, version]] : [])));
}
