// This file writes the hint that pam_motd(8) shows at login. It lies in /run, so it never outlives a reboot.

import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { RUN_FOLDER } from '../../places.ts';
import type { TurnedOn, UsrOverlay } from '../../host/usr-overlay.ts';
import { momentWords } from '../../output/figures.ts';
import { relabel } from '../../system/processes/selinux.ts';

const FOLDER = '/run/motd.d';
const FILE = `${FOLDER}/apt-image-based`;
/** The draft lies elsewhere, because pam_motd shows every file in its folder. Whoever holds the lock has made that folder. */
const DRAFT = `${RUN_FOLDER}/login-hint`;

/** Ignores a hint that cannot be written, because the overlay works without it. */
export function writeLoginHint(line: string): void {
  try {
    mkdirSync(FOLDER, { recursive: true, mode: 0o755 });
    writeFileSync(DRAFT, `${line}\n`, { mode: 0o644 });
    renameSync(DRAFT, FILE);
    // pam_motd may not read what has the label of the folder in which the draft was written.
    relabel([FOLDER, FILE]);
  } catch {
    removeLoginHint();
  }
}

/** Returns null when the hint is gone, else the path that could not be removed. */
export function removeLoginHint(): string | null {
  try {
    for (const file of [FILE, DRAFT]) rmSync(file, { force: true });
  } catch {
    // The folder is no folder, or /run is read-only.
  }
  return existsSync(FILE) ? FILE : null;
}

/** `sudo` is the beginning of a command that needs root, for whoever logs in. */
export function loginHint({ backend, accessMode, persistence }: UsrOverlay, { since }: Pick<TurnedOn, 'since'>, sudo: string): string {
  const when = since === null ? '' : ` since ${momentWords(since)}`;
  if (persistence === 'persistent' && backend === 'native') return `/usr has a persistent overlay${when}: each boot of this image mounts it again. To see its changes: \`${sudo}usr-overlay diff\``;
  if (persistence === 'persistent') return `/usr has a hotfix${when}: its changes are kept until the next image is deployed. To see them: \`${sudo}usr-overlay diff\``;
  const what = accessMode === 'readOnly' ? `a read-only overlay${when}, for \`usr-overlay run\`` : `an overlay${when}`;
  return `/usr has ${what}: its changes are lost at the next reboot. To see them: \`${sudo}usr-overlay diff\`; to discard them now: \`${sudo}usr-overlay down\``;
}
