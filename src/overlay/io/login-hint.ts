// The login hint in /run, which ends with the overlay at the latest. pam_motd(8) reads the folder.

import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { RUN_FOLDER } from '../../places.ts';
import type { TurnedOn, UsrOverlay } from '../../host/usr-overlay.ts';
import { momentWords } from '../../output/figures.ts';

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

export function loginHint({ accessMode, persistence }: UsrOverlay, { since }: Pick<TurnedOn, 'since'>): string {
  const when = since === null ? '' : ` since ${momentWords(since)}`;
  if (persistence === 'persistent') return `/usr has a hotfix${when}: what is installed in it survives reboots, until the next image is deployed. \`usr-overlay diff\` shows it.`;
  const what = accessMode === 'readOnly' ? `a read-only overlay${when}, for \`usr-overlay run\`` : `an overlay${when}`;
  return `/usr has ${what}: what is installed in it is lost at the next reboot. \`usr-overlay diff\` shows it, \`usr-overlay down\` takes it off.`;
}
