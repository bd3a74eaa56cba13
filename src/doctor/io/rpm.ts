// This file finds packages in rpm's database whose files are all gone; rpm calls a removal from the database alone --justdb.

import { isDocumentation } from '../../packages/dpkg-files.ts';
import type { Finding } from '../findings.ts';
import { unmetRpmDependencies } from './check-dependencies.ts';
import type { Judged } from './examine-database.ts';
import { parseRpmOwners } from '../../packages/package-files.ts';
import { findDatabases } from '../../packages/io/read-databases.ts';
import { ask, runProgram } from '../../system/processes/run-program.ts';
import { locate } from '../../system/processes/locate.ts';
import { openKeeper } from '../../kept/io/keep.ts';
import { isThere } from '../../system/files/read.ts';
import { RPM } from '../../places.ts';
import { isBelowUsr } from '../../text/paths.ts';

const QUERY = '[%{=NEVRA}\\t%{FILEFLAGS:fflags}\\t%{FILENAMES}\\n]';
/** A desktop has some 300,000 files; the limit is in bytes. */
const LIMIT = 256 * 1024 * 1024;
const TIMEOUT = 60_000;

/** Examines rpm's database, where the host has one. */
export function examineRpm(): Judged {
  const rpm = database() !== undefined ? locate('rpm') : undefined;
  if (rpm === undefined) return { findings: [], unjudged: [] };
  const ghosts = findRpmGhosts(rpm);
  const names = new Set(ghosts?.map(({ name }) => name));
  const unmet = unmetRpmDependencies();
  const lacking = typeof unmet === 'string' ? [] : unmet.filter(({ name }) => !names.has(name)).map((each): Finding => ({ kind: 'dependency', ...each }));
  return {
    findings: [...(ghosts ?? []), ...lacking],
    unjudged: [...(ghosts ? [] : ['the packages of rpm: it cannot read its database']), ...(typeof unmet === 'string' ? [`whether each rpm package has what it depends on: ${unmet}`] : [])],
  };
}

function findRpmGhosts(rpm: string): Finding[] | undefined {
  const listing = ask(rpm, ['--query', '--all', '--queryformat', QUERY], { timeout: TIMEOUT, limit: LIMIT });
  if (listing === undefined) return undefined;
  const packages = parseRpmOwners(listing, (path) => isBelowUsr(path) && !isDocumentation(path));
  return packages.filter(({ paths }) => !paths.some(isThere)).map(({ name }) => ({ kind: 'rpm-ghost', name, detail: '' }));
}

/** Where the database is kept as it was before; or what went wrong. */
export async function removeRpmGhosts(names: readonly string[]): Promise<{ backup: string } | { line: string }> {
  const folder = database() ?? RPM;
  const [kept = ''] = await openKeeper().keepAll([{ path: folder, why: 'the database before `usr-overlay doctor --fix`', overlay: null }]);
  if (typeof kept === 'string' || kept.copy === null) return { line: `${folder}: ${typeof kept === 'string' ? kept : 'it holds nothing'}` };
  const removed = await runProgram('rpm', ['--erase', '--justdb', '--noscripts', '--notriggers', '--nodeps', '--', ...names], TIMEOUT);
  return removed.ok ? { backup: kept.copy } : { line: removed.line };
}

/** Its folder. */
function database(): string | undefined {
  return findDatabases().find(({ manager }) => manager === 'rpm')?.path;
}
