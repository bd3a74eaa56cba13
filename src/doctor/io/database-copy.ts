// dpkg's database is repaired as a copy, the draft, which takes the place of the old one in one step once it proved right. What was
// there before then lies where the draft was, and is the backup. Killed at any point, the host has one of the two, whole.

import { existsSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { exchange } from '../../system/files/exchange.ts';
import { runProgram } from '../../system/processes/run-program.ts';
import { DOCTOR_FOLDER, newBackup } from './backups.ts';
import { DPKG } from '../../places.ts';

const DRAFT = `${DOCTOR_FOLDER}/draft`;
/** In a folder that is not yet, or only now, the host's database. */
const MARK = '.usr-overlay-draft';
const TIMEOUT = 300_000;

export function isCutShort(): boolean {
  return existsSync(DRAFT) || existsSync(`${DPKG}/${MARK}`);
}

/** What a killed repair left: a draft goes; a database that has been replaced is kept as a backup. */
export function tidyUp(): void {
  if (existsSync(`${DRAFT}/${MARK}`)) rmSync(DRAFT, { recursive: true });
  else if (existsSync(DRAFT)) keepBackup();
  rmSync(`${DPKG}/${MARK}`, { force: true });
}

/** The draft's folder, a copy of the database; or what went wrong. */
export async function makeDraft(): Promise<{ folder: string } | { line: string }> {
  mkdirSync(DOCTOR_FOLDER, { recursive: true });
  // The mark comes first: without it a half copy would be taken for a backup.
  mkdirSync(DRAFT, { mode: 0o755 });
  writeFileSync(`${DRAFT}/${MARK}`, '');
  const copied = await runProgram('cp', ['--archive', '--reflink=auto', '--', `${DPKG}/.`, DRAFT], TIMEOUT);
  return copied.ok ? { folder: DRAFT } : { line: copied.line };
}

export function dropDraft(): void {
  if (existsSync(`${DRAFT}/${MARK}`)) rmSync(DRAFT, { recursive: true });
}

/** The draft becomes the database. The backup's path, or what went wrong: then nothing was changed. */
export async function adoptDraft(): Promise<{ backup: string } | { line: string }> {
  // Who waits for the lock must go on waiting for the same file.
  for (const name of ['lock', 'lock-frontend']) {
    rmSync(`${DRAFT}/${name}`, { force: true });
    linkSync(`${DPKG}/${name}`, `${DRAFT}/${name}`);
  }
  const synced = await runProgram('sync', ['--file-system', '--', DRAFT], TIMEOUT);
  const exchanged = synced.ok ? await exchange(DRAFT, DPKG) : synced;
  if (!exchanged.ok) return { line: exchanged.line };
  const backup = keepBackup();
  rmSync(`${DPKG}/${MARK}`, { force: true });
  return { backup };
}

function keepBackup(): string {
  const backup = newBackup('dpkg');
  renameSync(DRAFT, backup);
  return backup;
}
