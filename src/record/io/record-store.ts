// This file stores what is remembered of overlays across reboots: for root alone, each file complete or absent.
//   log/ID.json    an overlay that has ended
//   open/          the one that is on: record.json, baseline.json, leftovers.json, copies/DIGEST
//   kept/ID/PATH   copies of files that could not be put back

import { linkSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { EMPTY_LEFTOVERS, type Baseline, type Leftovers } from '../etc-changes.ts';
import { parseRecord, type OverlayRecord } from '../record.ts';
import { parseBaseline, parseLeftovers } from '../parse-etc-changes.ts';
import { readText } from '../../system/files/read.ts';
import { ensureRootFolder, changeableByOthers } from '../../system/files/trusted-folder.ts';
import { writeAllDurably, writeDurably } from '../../system/files/write-durably.ts';
import { codeOf } from '../../fault.ts';
import { STATE_FOLDER } from '../../places.ts';

const LOG = `${STATE_FOLDER}/log`;
const OPEN = `${STATE_FOLDER}/open`;
const KEPT = `${STATE_FOLDER}/kept`;
/** The contents of configuration files are kept here, named by their digest. */
export const COPIES = `${OPEN}/copies`;
const MOST_RECORDS = 100;
/** A release upgrade of five thousand packages needs a quarter of these bytes. */
const LARGEST_RECORD = 8 * 1024 * 1024;

/** Holds all that is stored of the overlay that is on. */
export type OpenRecord = { record: OverlayRecord; baseline: Baseline; leftovers: Leftovers };

/** Returns null where no overlay is recorded, a sentence where the record cannot be used. Throws where it cannot be read, and keeps it. */
export function readOpen(): OpenRecord | string | null {
  const text = readText(`${OPEN}/record.json`, { noFollow: true, throws: true, limit: LARGEST_RECORD });
  if (text === undefined) return null;
  const wrong = ensureFolders(OPEN);
  if (wrong !== null) return wrong;
  const record = parseRecord(text);
  const baseline = parseBaseline(readText(`${OPEN}/baseline.json`, { noFollow: true, throws: true }) ?? '');
  if (!record || !baseline) return `${OPEN} holds no record of an overlay: it is passed over; what packages left in /etc then stays`;
  return { record, baseline, leftovers: parseLeftovers(readText(`${OPEN}/leftovers.json`, { noFollow: true, throws: true }) ?? '') ?? EMPTY_LEFTOVERS };
}

/** Stores a new record; `copies` are contents by digest. Returns null when done, or a sentence that says why not. */
export function createOpen(record: OverlayRecord, baseline: Baseline, copies: ReadonlyMap<string, Buffer>): string | null {
  const wrong = ensureFolders();
  if (wrong !== null) return wrong;
  for (const name of readdirSync(STATE_FOLDER)) if (name === 'open' || name.startsWith('open.')) rmSync(`${STATE_FOLDER}/${name}`, { recursive: true });
  const folder = `${OPEN}.new`;
  try {
    mkdirSync(`${folder}/copies`, { recursive: true, mode: 0o700 });
    // There may be hundreds of copies, so they are not flushed one by one: one that a power failure cut short does not have its digest.
    for (const [digest, content] of copies) writeFileSync(`${folder}/copies/${digest}`, content, { mode: 0o600 });
    writeAllDurably(folder, [['baseline.json', JSON.stringify(baseline)], ['record.json', JSON.stringify(record)]]);
    renameSync(folder, OPEN);
  } catch (error) {
    // This frees the room on a full disk.
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return null;
}

/** Replaces the leftovers and the record; throws where they cannot be written. */
export function updateOpen(record: OverlayRecord, leftovers: Leftovers): void {
  writeAllDurably(OPEN, [['leftovers.json', JSON.stringify(leftovers)], ['record.json', JSON.stringify(record)]]);
}

/** Writes the record of an overlay that has ended; `open` stays until `removeOpen`. */
export function writeToLog(record: OverlayRecord): void {
  const wrong = ensureFolders(LOG);
  if (wrong !== null) throw new Error(wrong);
  writeDurably(`${LOG}/${record.id}.json`, JSON.stringify(record));
  for (const old of recordFiles().slice(0, -MOST_RECORDS)) rmSync(`${LOG}/${old}`);
}

/** Returns what was written of an overlay whose end was cut short, or null. */
export function readLogged(id: string): OverlayRecord | null {
  return parseRecord(readText(`${LOG}/${id}.json`, { noFollow: true, limit: LARGEST_RECORD }) ?? '');
}

/** Keeps `copy`, the only one of a file in /etc that could not be put back, when `open` is removed. Returns the folder that it is in. */
export function keepCopy(id: string, path: string, copy: string): string {
  const folder = `${KEPT}/${id}`;
  const wrong = ensureFolders(KEPT, folder);
  if (wrong !== null) throw new Error(wrong);
  mkdirSync(dirname(`${folder}${path}`), { recursive: true, mode: 0o700 });
  try {
    // The copy is linked and not moved, because another file may need it, and a second run after a kill looks for it here.
    linkSync(copy, `${folder}${path}`);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  return folder;
}

/** Removes the record of the overlay that has ended. */
export function removeOpen(): void {
  // Renaming removes it in one step, so that half of a record is never taken for one.
  rmSync(`${OPEN}.old`, { recursive: true, force: true });
  renameSync(OPEN, `${OPEN}.old`);
  rmSync(`${OPEN}.old`, { recursive: true });
}

/** Returns all records, newest first, including the open one; `skipped` lists files that are no records. */
export function readRecords(): { records: OverlayRecord[]; skipped: string[] } {
  const paths = [...recordFiles().map((name) => `${LOG}/${name}`), `${OPEN}/record.json`];
  const found = paths.flatMap((path) => {
    const text = readText(path, { noFollow: true, limit: LARGEST_RECORD });
    return text === undefined ? [] : [{ path, record: parseRecord(text) }];
  });
  const records = found.flatMap(({ record }) => (record ? [record] : []));
  // An overlay is in both places if a kill came between its end and the removal of `open`.
  const ended = new Set(records.flatMap(({ id, ended: end }) => (end ? [id] : [])));
  return {
    records: records.filter((each) => each.ended !== null || !ended.has(each.id)).toReversed(),
    skipped: found.flatMap(({ path, record }) => (record ? [] : [path])),
  };
}

/** Returns the names oldest first, because they begin with the time. */
function recordFiles(): string[] {
  try {
    return readdirSync(LOG).filter((name) => name.endsWith('.json')).sort();
  } catch {
    return [];
  }
}

/** Makes the folders; returns null, or why nothing can be recorded. */
function ensureFolders(...more: readonly string[]): string | null {
  mkdirSync(STATE_FOLDER, { recursive: true, mode: 0o700 });
  const other = changeableByOthers(STATE_FOLDER);
  if (other !== null) return `${other} can be changed by others than root: nothing is recorded`;
  for (const folder of more) {
    const wrong = ensureRootFolder(folder);
    if (wrong !== null) return wrong;
  }
  return null;
}
