// This file finds packages in rpm's database whose files are all gone; rpm calls a removal from the database alone --justdb.

import { existsSync, mkdirSync } from 'node:fs';
import { isDocumentation } from '../../packages/dpkg-files.ts';
import type { Finding } from '../findings.ts';
import { parseRpmOwners } from '../../packages/package-files.ts';
import { ask } from '../../system/processes/run-program.ts';
import { locate } from '../../system/processes/locate.ts';
import { runProgram } from '../../system/processes/run-program.ts';
import { newBackup } from './backups.ts';
import { isThere } from '../../system/files/read.ts';
import { RPM, RPM_FILES } from '../../places.ts';
import { isBelowUsr } from '../../text/paths.ts';

const QUERY = '[%{=NEVRA}\\t%{FILEFLAGS:fflags}\\t%{FILENAMES}\\n]';
/** A desktop has some 300,000 files; the limit is in bytes. */
const LIMIT = 256 * 1024 * 1024;
const TIMEOUT = 60_000;

/** Returns packages without any file left; none where rpm is missing or does not answer. */
export function findRpmGhosts(): Finding[] {
  const rpm = hasDatabase() ? locate('rpm') : undefined;
  const listing = rpm === undefined ? undefined : ask(rpm, ['--query', '--all', '--queryformat', QUERY], { timeout: TIMEOUT, limit: LIMIT });
  const packages = parseRpmOwners(listing ?? '', (path) => isBelowUsr(path) && !isDocumentation(path));
  return packages.filter(({ paths }) => !paths.some(isThere)).map(({ name }) => ({ kind: 'rpm-ghost', name, detail: '' }));
}

/** Copies the database first. Returns the copy's path, or what went wrong. */
export async function removeRpmGhosts(names: readonly string[]): Promise<{ backup: string } | { line: string }> {
  const backup = newBackup('rpm');
  mkdirSync(backup);
  const copied = await runProgram('cp', ['--archive', '--reflink=auto', '--', `${RPM}/.`, backup], TIMEOUT);
  const removed = copied.ok ? await runProgram('rpm', ['--erase', '--justdb', '--noscripts', '--notriggers', '--nodeps', '--', ...names], TIMEOUT) : copied;
  return removed.ok ? { backup } : { line: removed.line };
}

function hasDatabase(): boolean {
  return RPM_FILES.some((name) => existsSync(`${RPM}/${name}`));
}
