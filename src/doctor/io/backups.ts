// This file names the backups of `doctor --fix` and keeps only the latest few of each kind.

import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { STATE_FOLDER } from '../../places.ts';

/** Backups and the draft of dpkg's database lie here. */
export const DOCTOR_FOLDER = `${STATE_FOLDER}/doctor`;
const KEPT = 5;

/** Returns an unused path for a new backup, and removes old ones. Names sort by time. */
export function newBackup(kind: 'dpkg' | 'rpm' | 'alternatives'): string {
  mkdirSync(DOCTOR_FOLDER, { recursive: true });
  const older = readdirSync(DOCTOR_FOLDER).filter((name) => name.startsWith(`${kind}-`)).sort();
  for (const name of older.slice(0, Math.max(0, older.length - KEPT + 1))) rmSync(`${DOCTOR_FOLDER}/${name}`, { recursive: true });
  return `${DOCTOR_FOLDER}/${kind}-${new Date().toISOString().replaceAll(':', '')}`;
}
