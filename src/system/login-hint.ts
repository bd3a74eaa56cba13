// The login hint in /run, which ends with the overlay at the latest. pam_motd(8) reads the folder.

import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';

const FOLDER = '/run/motd.d';
const FILE = `${FOLDER}/apt-image-based`;

/** A hint that cannot be written is no fault of the overlay's. */
export function writeLoginHint(line: string): void {
  try {
    mkdirSync(FOLDER, { recursive: true, mode: 0o755 });
    // Hidden, so that pam_motd does not show it half written.
    const draft = `${FOLDER}/.apt-image-based`;
    rmSync(draft, { force: true });
    writeFileSync(draft, `${line}\n`, { flag: 'wx', mode: 0o644 });
    renameSync(draft, FILE);
  } catch {
    removeLoginHint();
  }
}

export function removeLoginHint(): void {
  try {
    rmSync(FILE, { force: true });
  } catch {
    // The folder is not what it should be.
  }
}
