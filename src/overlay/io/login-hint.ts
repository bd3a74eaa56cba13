// The login hint in /run, which ends with the overlay at the latest. pam_motd(8) reads the folder.

import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { RUN_FOLDER } from '../../places.ts';

const FOLDER = '/run/motd.d';
const FILE = `${FOLDER}/apt-image-based`;
/** Elsewhere, because pam_motd shows whatever file is in its folder. The command that holds the lock has made that one. */
const DRAFT = `${RUN_FOLDER}/login-hint`;

/** A hint that cannot be written is no fault of the overlay's. */
export function writeLoginHint(line: string): void {
  try {
    mkdirSync(FOLDER, { recursive: true, mode: 0o755 });
    writeFileSync(DRAFT, `${line}\n`, { mode: 0o644 });
    renameSync(DRAFT, FILE);
  } catch {
    removeLoginHint();
  }
}

/** Null when it is gone; else its path. */
export function removeLoginHint(): string | null {
  try {
    for (const file of [FILE, DRAFT]) rmSync(file, { force: true });
  } catch {
    // The folder is none, or /run is read-only.
  }
  return existsSync(FILE) ? FILE : null;
}
