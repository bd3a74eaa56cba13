// This file learns what a bare `dpkg` is about to unpack or remove.

import { readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AptConfig } from '../request/apt-config.ts';
import { dpkgOperands } from '../request/dpkg-words.ts';
import { parseSizes, totalOf, versionKey } from '../request/package-sizes.ts';
import type { PreInstall } from '../request/pre-install.ts';
import { describeTransaction, type Transaction, type TransactionWanted } from '../request/transaction.ts';
import { listsFolder } from './apt-run.ts';
import { bootWriters } from '../../boot/io/boot-writers-in.ts';
import { recordOf, sizesOf } from './gather-package-sizes.ts';
import { ask, HANGS } from '../../system/processes/run-program.ts';
import { patiently } from '../../system/processes/hold-signals.ts';
import { workingDirectoryOf } from '../../system/processes/process-table.ts';
import { readOsRelease } from '../../host/io/gather-evidence.ts';

type Wanted = NonNullable<TransactionWanted>;

/** `action` is DPKG_HOOK_ACTION. Returns null where it brings or removes no packages, or where that is unknown. */
export function gatherDpkgPlan(pid: number, words: readonly string[], action: string, { boot }: Wanted): Transaction | null {
  const named = dpkgOperands(words);
  if (action === 'remove' || action === 'purge') {
    const names = named.map((name) => name.replace(/:.*/, ''));
    return describeTransaction(names.map((name) => ({ name, from: '', to: null })), 0, null, boot ? bootWriters([], names) : {});
  }
  if (action !== 'install' && action !== 'unpack') return null;
  const cwd = workingDirectoryOf(pid);
  return planOfArchives(named.flatMap((word) => archivesAt(resolve(cwd, word))), boot);
}

/** What libapt says just before it calls dpkg. */
export function transactionOf({ packages, incoming }: Pick<PreInstall, 'packages' | 'incoming'>, config: AptConfig, { boot }: Wanted): Transaction {
  const archives = (missing: ReadonlySet<string>) => incoming.filter((each) => missing.has(versionKey(each))).map(({ archive }) => archive);
  const sizes = patiently(() => sizesOf(incoming, listsFolder(config), archives));
  const removed = packages.flatMap(({ name, to }) => (to === null ? [name] : []));
  const judged = boot ? patiently(() => bootWriters(incoming.map(({ archive }) => archive), removed)) : {};
  return describeTransaction(packages, sizes && sizes.installed, readOsRelease(), judged);
}

function planOfArchives(archives: readonly string[], boot: boolean): Transaction {
  const installed = installedVersions();
  const records = patiently(() => archives.map((archive) => parseSizes(recordOf(archive))));
  const packages = records.map(({ version: { name, version } , sizes }) => ({ name, from: installed.get(name) ?? null, to: version, sizes })).filter(({ name }) => name !== '');
  const judged = boot ? patiently(() => bootWriters(archives, [])) : {};
  return describeTransaction(packages, totalOf(packages.map(({ sizes }) => sizes)).installed, readOsRelease(), judged);
}

/** Returns the file itself, or those in a folder, for `dpkg --recursive`. */
function archivesAt(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.deb')).map((name) => `${path}/${name}`);
  } catch {
    return [];
  }
}

function installedVersions(): Map<string, string> {
  const text = ask('/usr/bin/dpkg-query', ['--show', '--showformat=${Package}\t${Version}\t${db:Status-Status}\n'], { timeout: HANGS }) ?? '';
  const rows = text.split('\n').map((line) => line.split('\t'));
  return new Map(rows.flatMap(([name, version, status]): [string, string][] => (name !== undefined && version !== undefined && status !== 'config-files' && status !== 'not-installed' ? [[name, version]] : [])));
}
