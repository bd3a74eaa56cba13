// This file repairs a copy of dpkg's database, the draft, which is swapped with the old one in one step once it proves right. The old
// one then lies where the draft was, as the backup. After a kill at any point, the host still has a complete database.

import { existsSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { exchange } from '../../system/files/exchange.ts';
import { runProgram } from '../../system/processes/run-program.ts';
import { DOCTOR_FOLDER, newBackup } from './backups.ts';
import { DPKG } from '../../places.ts';

const DRAFT = `${DOCTOR_FOLDER}/draft`;
/** This file marks a folder that is not yet, or only just now, the host's database. */
const MARK = '.usr-overlay-draft';
const TIMEOUT = 300_000;

/** Tells whether a repair was interrupted. */
export function isCutShort(): boolean {
  return existsSync(DRAFT) || existsSync(`${DPKG}/${MARK}`);
}

/** Cleans up after a killed repair: a draft is removed, a database that was already replaced becomes a backup. */
export function tidyUp(): void {
  if (existsSync(`${DRAFT}/${MARK}`)) rmSync(DRAFT, { recursive: true });
  else if (existsSync(DRAFT)) keepBackup();
  rmSync(`${DPKG}/${MARK}`, { force: true });
}

/** Returns the folder of the draft, a copy of the database, or what went wrong. */
export async function makeDraft(): Promise<{ folder: string } | { line: string }> {
  mkdirSync(DOCTOR_FOLDER, { recursive: true });
  // The mark is made first, because without it half a copy would be taken for a backup.
  mkdirSync(DRAFT, { mode: 0o755 });
  writeFileSync(`${DRAFT}/${MARK}`, '');
  const copied = await runProgram('cp', ['--archive', '--reflink=auto', '--', `${DPKG}/.`, DRAFT], TIMEOUT);
  return copied.ok ? { folder: DRAFT } : { line: copied.line };
}

/** Removes the draft if it has not become the database. */
export function dropDraft(): void {
  if (existsSync(`${DRAFT}/${MARK}`)) rmSync(DRAFT, { recursive: true });
}

/** Makes the draft the database. Returns the backup's path, or what went wrong; then nothing was changed. */
export async function adoptDraft(): Promise<{ backup: string } | { line: string }> {
  // Whoever waits for the lock must keep waiting for the same file.
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
