// This file stores what is remembered of overlays across reboots: for root alone, each file complete or absent.
//   log/ID.json    an overlay that has ended
//   open/          the one that is on: record.json, baseline.json, leftovers.json, look.json, eve.json, copies/DIGEST
//   waiting/ID/    the same of those that have ended, and of which not all is put back; open/ is there then, and empty: who asks for
//                  that folder, as a boot unit of an administrator's own may, hears that something is to be done

import { constants, copyFileSync, mkdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { EMPTY_LEFTOVERS, type Leftovers } from '../etc-changes.ts';
import type { Baseline, Tree } from '../baseline.ts';
import type { LastLook } from '../looks.ts';
import { parseRecord, type OverlayRecord } from '../record.ts';
import { parseBaseline, parseLastLook, parseLeftovers, parseTree } from '../parse-etc-changes.ts';
import { codeOf } from '../../fault.ts';
import { listFolder, readText } from '../../system/files/read.ts';
import { ensureRootFolder, changeableByOthers } from '../../system/files/trusted-folder.ts';
import { runQuickly } from '../../system/processes/run-program.ts';
import { writeAllDurably, writeDurably } from '../../system/files/write-durably.ts';
import { STATE_FOLDER } from '../../places.ts';

export const OPEN = `${STATE_FOLDER}/open`;
export const WAITING = `${STATE_FOLDER}/waiting`;
/** Holds the same of persistent overlays that are not mounted now, by their ids. */
export const PARKED = `${STATE_FOLDER}/parked`;
/** A release upgrade of five thousand packages needs a quarter of these bytes. */
export const LARGEST_RECORD = 8 * 1024 * 1024;

/** `folder`: where it lies. */
export type OpenRecord = { folder: string; record: OverlayRecord; baseline: Baseline; leftovers: Leftovers };

/** Null where no overlay is being recorded; a sentence where what is there cannot be used. Throws where it cannot be read: it is kept then. */
export function readOpen(folder: string = OPEN): OpenRecord | string | null {
  const text = readText(`${folder}/record.json`, { noFollow: true, throws: true, limit: LARGEST_RECORD });
  if (text === undefined) return null;
  const above = [WAITING, PARKED].filter((each) => folder.startsWith(`${each}/`));
  const wrong = ensureFolders(...above, folder);
  if (wrong !== null) return wrong;
  const record = parseRecord(text);
  const read = (name: string): string => readText(`${folder}/${name}.json`, { noFollow: true, throws: true }) ?? '';
  const baseline = parseBaseline(read('baseline'));
  if (!record || !baseline) return `${folder} is not a record of an overlay, and is ignored; what packages left in /etc stays there`;
  return { folder, record, baseline, leftovers: parseLeftovers(read('leftovers')) ?? EMPTY_LEFTOVERS };
}

/** `copies`: files with the contents that nobody else has, by their digest. Null when done; a sentence where it could not be. */
export async function createOpen(record: OverlayRecord, baseline: Baseline, copies: ReadonlyMap<string, string>): Promise<string | null> {
  const wrong = ensureFolders();
  if (wrong !== null) return wrong;
  for (const name of listFolder(STATE_FOLDER)) if (name === 'open' || name.startsWith('open.')) rmSync(`${STATE_FOLDER}/${name}`, { recursive: true });
  const folder = `${OPEN}.new`;
  try {
    mkdirSync(`${folder}/copies`, { recursive: true, mode: 0o700 });
    copyAll(copies, `${folder}/copies`);
    if (copies.size > 0) await runQuickly('sync', ['-f', '--', folder], SYNC_TIMEOUT);
    writeAllDurably(folder, [['baseline.json', JSON.stringify(baseline)], ['record.json', JSON.stringify(record)]]);
    renameSync(folder, OPEN);
  } catch (error) {
    // This frees the room on a full disk.
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return null;
}

/** Brought to the disk together, there may be hundreds: a copy that a power failure cut short does not have its digest. */
function copyAll(copies: ReadonlyMap<string, string>, folder: string): void {
  for (const [digest, path] of copies) {
    try {
      copyFileSync(path, `${folder}/${digest}`, constants.COPYFILE_FICLONE);
    } catch (error) {
      // Gone since it was looked at: there is nothing to lose.
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
}

/** A slow disk with much to write. */
const SYNC_TIMEOUT = 60_000;

export function updateOpen(folder: string, record: OverlayRecord, leftovers: Leftovers): void {
  writeAllDurably(folder, [['leftovers.json', JSON.stringify(leftovers)], ['record.json', JSON.stringify(record)]]);
}

/** What was seen at the last look, and on the eve of a transaction; null where nobody looked. */
export function readLooks(folder: string = OPEN): { last: LastLook | null; eve: Tree | null } {
  const read = (name: string): string => readText(`${folder}/${name}.json`, { noFollow: true }) ?? '';
  return { last: parseLastLook(read('look')), eve: parseTree(read('eve')) };
}

/** The eve is over with it. */
export function writeLook(look: LastLook): void {
  writeDurably(`${OPEN}/look.json`, JSON.stringify(look));
  rmSync(`${OPEN}/eve.json`, { force: true });
}

/** The overlay has ended: what is left to do waits in a folder of its own. */
export function retireOpen(id: string, from = OPEN): void {
  const wrong = ensureFolders(WAITING);
  if (wrong !== null) throw new Error(wrong);
  renameSync(from, `${WAITING}/${id}`);
  if (from === OPEN) mkdirSync(OPEN, { mode: 0o700 });
}

/** The newest first, as what is done on top of what was there is undone. What is no record stays, and is named. */
export function readWaiting(): { records: OpenRecord[]; skipped: string[] } {
  const found = listFolder(WAITING).filter((name) => !name.endsWith('.old')).sort().reverse().map((name) => readOpen(`${WAITING}/${name}`) ?? `${WAITING}/${name} holds no record`);
  return { records: found.flatMap((each) => (typeof each === 'string' ? [] : [each])), skipped: found.filter((each) => typeof each === 'string') };
}

export function writeRecord({ folder, record }: Pick<OpenRecord, 'folder' | 'record'>): void {
  writeDurably(`${folder}/record.json`, JSON.stringify(record));
}

/** Nothing is left to do for it. */
export function removeRecord({ folder }: OpenRecord): void {
  // At once gone by its name: half of one must not be taken for a record.
  rmSync(`${folder}.old`, { recursive: true, force: true });
  renameSync(folder, `${folder}.old`);
  removeRemains();
}

/** Also what a removal that failed has left; what fails again is left to the next one, as nothing is lost with it. */
export function removeRemains(): void {
  try {
    for (const name of listFolder(WAITING)) if (name.endsWith('.old')) rmSync(`${WAITING}/${name}`, { recursive: true });
    if (removeIfEmpty(WAITING)) removeIfEmpty(OPEN);
  } catch {}
}

/** By rmdir(2), which takes no folder that holds anything, even where it could not be listed. Returns whether it is gone. */
export function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(codeOf(error))) throw error;
    return codeOf(error) === 'ENOENT';
  }
}

/** Makes the folders; returns null, or why nothing can be recorded. */
export function ensureFolders(...more: readonly string[]): string | null {
  mkdirSync(STATE_FOLDER, { recursive: true, mode: 0o700 });
  const other = changeableByOthers(STATE_FOLDER);
  if (other !== null) return `${other} is writable by users other than root, so nothing is recorded`;
  for (const folder of more) {
    const wrong = ensureRootFolder(folder);
    if (wrong !== null) return wrong;
  }
  return null;
}
