// This file stores what is remembered of overlays on single folders, beside the records of those on all of /usr.

import { mkdirSync, readFileSync } from 'node:fs';
import { STATE_FOLDER } from '../../places.ts';
import { readText } from '../../system/files/read.ts';
import { changeableByOthers, ensureRootFolder } from '../../system/files/trusted-folder.ts';
import { writeDurably } from '../../system/files/write-durably.ts';
import { caller } from '../../system/processes/caller.ts';
import { endedByDown, endedByReboot, onlyLogText, parseOnlyLog, type OnlyEntry } from '../only-log.ts';

const FOLDER = `${STATE_FOLDER}/log`;
const FILE = `${FOLDER}/only-folders`;

/** Returns the entries, the oldest first; only root may look. */
export function readOnlyLog(): OnlyEntry[] {
  return endedByReboot(parseOnlyLog(readText(FILE, { noFollow: true }) ?? ''), bootId());
}

/** Overlays were put on these folders. Throws where that cannot be written. Hold the lock. */
export function logOnlyUp(folders: readonly string[], persistence: OnlyEntry['persistence']): void {
  const since = new Date().toISOString();
  const before = folders.reduce((entries, folder) => endedByDown(entries, folder, since), readOnlyLog());
  write([...before, ...folders.map((folder): OnlyEntry => ({ folder, persistence, since, by: caller(), boot: bootId(), ended: null }))]);
}

/** The overlay was taken off this folder. Throws where that cannot be written. Hold the lock. */
export function logOnlyDown(folder: string): void {
  const entries = readOnlyLog();
  if (entries.some((entry) => entry.folder === folder && entry.ended === null)) write(endedByDown(entries, folder, new Date().toISOString()));
}

function write(entries: readonly OnlyEntry[]): void {
  mkdirSync(STATE_FOLDER, { recursive: true, mode: 0o700 });
  const other = changeableByOthers(STATE_FOLDER);
  const wrong = other === null ? ensureRootFolder(FOLDER) : `${other} can be changed by users other than root`;
  if (wrong !== null) throw new Error(wrong);
  writeDurably(FILE, onlyLogText(entries));
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
