// dpkg's database is repaired as a copy, the draft, which takes the place of the old one in one step once it proved right. What was
// there before then lies where the draft was, and is kept. Killed at any point, the host has one of the two, whole.

import { existsSync, linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { exchange } from '../../system/files/exchange.ts';
import { realFolder } from '../../system/files/read.ts';
import { runProgram } from '../../system/processes/run-program.ts';
import { keepMoved } from '../../kept/io/keep-moved.ts';
import { DPKG, STATE_FOLDER } from '../../places.ts';

export const DOCTOR_FOLDER = `${STATE_FOLDER}/doctor`;
const DRAFT = `${DOCTOR_FOLDER}/draft`;
/** This file marks a folder that is not yet, or only just now, the host's database. */
const MARK = '.usr-overlay-draft';
const TIMEOUT = 300_000;

/** Tells whether a repair was interrupted. */
export function isCutShort(): boolean {
  return existsSync(DRAFT) || existsSync(`${DPKG}/${MARK}`);
}

/** What a killed repair left: a draft goes; a database that has been replaced is kept. */
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

/** The draft becomes the database. Where what was there before is kept, or what went wrong: then nothing was changed. */
export async function adoptDraft(): Promise<{ backup: string } | { line: string }> {
  // Whoever waits for the lock must keep waiting for the same file.
  for (const name of ['lock', 'lock-frontend']) {
    rmSync(`${DRAFT}/${name}`, { force: true });
    linkSync(`${DPKG}/${name}`, `${DRAFT}/${name}`);
  }
  const synced = await runProgram('sync', ['--file-system', '--', DRAFT], TIMEOUT);
  // A link to the database is its administrator's, and stays.
  const exchanged = synced.ok ? await exchange(DRAFT, realFolder(DPKG) ?? DPKG) : synced;
  if (!exchanged.ok) return { line: exchanged.line };
  const backup = keepBackup();
  rmSync(`${DPKG}/${MARK}`, { force: true });
  return { backup };
}

/** Where it cannot be kept now, it stays in the draft's place, and the next repair keeps it. */
function keepBackup(): string {
  const kept = keepMoved(DRAFT, { path: DPKG, why: 'the database before `usr-overlay doctor --fix`', overlay: null });
  return 'copy' in kept ? kept.copy : DRAFT;
}
