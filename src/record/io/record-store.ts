// Where overlays are remembered across reboots: root's alone, each file whole or not there at all.
//   log/ID.json    an overlay that has ended
//   open/          the one that is on: record.json, baseline.json, leftovers.json, copies/DIGEST
//   kept/ID/PATH   the copies of those that could not be put back

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
export const COPIES = `${OPEN}/copies`;
const MOST_RECORDS = 100;
/** A release upgrade of five thousand packages is a fourth of it. */
const LARGEST_RECORD = 8 * 1024 * 1024;

export type OpenRecord = { record: OverlayRecord; baseline: Baseline; leftovers: Leftovers };

/** Null where no overlay is being recorded; a sentence where what is there cannot be used. Throws where it cannot be read: it is kept then. */
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

/** `copies`: contents by their digest. Null when done; a sentence where it could not be. */
export function createOpen(record: OverlayRecord, baseline: Baseline, copies: ReadonlyMap<string, Buffer>): string | null {
  const wrong = ensureFolders();
  if (wrong !== null) return wrong;
  for (const name of readdirSync(STATE_FOLDER)) if (name === 'open' || name.startsWith('open.')) rmSync(`${STATE_FOLDER}/${name}`, { recursive: true });
  const folder = `${OPEN}.new`;
  try {
    mkdirSync(`${folder}/copies`, { recursive: true, mode: 0o700 });
    // Not flushed one by one, there may be hundreds: a copy that a power failure cut short does not have its digest.
    for (const [digest, content] of copies) writeFileSync(`${folder}/copies/${digest}`, content, { mode: 0o600 });
    writeAllDurably(folder, [['baseline.json', JSON.stringify(baseline)], ['record.json', JSON.stringify(record)]]);
    renameSync(folder, OPEN);
  } catch (error) {
    // A full disk gets its room back.
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return null;
}

export function updateOpen(record: OverlayRecord, leftovers: Leftovers): void {
  writeAllDurably(OPEN, [['leftovers.json', JSON.stringify(leftovers)], ['record.json', JSON.stringify(record)]]);
}

/** The record of an overlay that has ended; `open` stays until `removeOpen`. */
export function writeToLog(record: OverlayRecord): void {
  const wrong = ensureFolders(LOG);
  if (wrong !== null) throw new Error(wrong);
  writeDurably(`${LOG}/${record.id}.json`, JSON.stringify(record));
  for (const old of recordFiles().slice(0, -MOST_RECORDS)) rmSync(`${LOG}/${old}`);
}

/** What was written of an overlay whose end was cut short; else null. */
export function readLogged(id: string): OverlayRecord | null {
  return parseRecord(readText(`${LOG}/${id}.json`, { noFollow: true, limit: LARGEST_RECORD }) ?? '');
}

/** Of a file of /etc that could not be put back: `copy`, which is the only one, outlives `open`. Says below which folder. */
export function keepCopy(id: string, path: string, copy: string): string {
  const folder = `${KEPT}/${id}`;
  const wrong = ensureFolders(KEPT, folder);
  if (wrong !== null) throw new Error(wrong);
  mkdirSync(dirname(`${folder}${path}`), { recursive: true, mode: 0o700 });
  try {
    // Another name rather than another place: two files may have had the same content, and a second go after a kill looks for the copy.
    linkSync(copy, `${folder}${path}`);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  return folder;
}

export function removeOpen(): void {
  // At once gone by its name: half of one must not be taken for a record.
  rmSync(`${OPEN}.old`, { recursive: true, force: true });
  renameSync(OPEN, `${OPEN}.old`);
  rmSync(`${OPEN}.old`, { recursive: true });
}

/** Newest first, the one that is on included; `skipped` are files that are no record. */
export function readRecords(): { records: OverlayRecord[]; skipped: string[] } {
  const paths = [...recordFiles().map((name) => `${LOG}/${name}`), `${OPEN}/record.json`];
  const found = paths.flatMap((path) => {
    const text = readText(path, { noFollow: true, limit: LARGEST_RECORD });
    return text === undefined ? [] : [{ path, record: parseRecord(text) }];
  });
  const records = found.flatMap(({ record }) => (record ? [record] : []));
  // Killed between its end and the removal of `open`, an overlay is in both.
  const ended = new Set(records.flatMap(({ id, ended: end }) => (end ? [id] : [])));
  return {
    records: records.filter((each) => each.ended !== null || !ended.has(each.id)).toReversed(),
    skipped: found.flatMap(({ path, record }) => (record ? [] : [path])),
  };
}

/** Oldest first: the names begin with the time. */
function recordFiles(): string[] {
  try {
    return readdirSync(LOG).filter((name) => name.endsWith('.json')).sort();
  } catch {
    return [];
  }
}

/** The folder of what the package remembers, and root's alone in it. */
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
