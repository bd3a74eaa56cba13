// This file stores the records of overlays that have ended, the newest hundred of them.

import { rmSync } from 'node:fs';
import { STATE_FOLDER } from '../../places.ts';
import { listFolder, readText } from '../../system/files/read.ts';
import { ensureFolders, WAITING, OPEN, PARKED, LARGEST_RECORD } from './record-store.ts';
import { parseRecord, type OverlayRecord } from '../record.ts';
import { writeDurably } from '../../system/files/write-durably.ts';

const MOST_RECORDS = 100;

const LOG = `${STATE_FOLDER}/log`;

/** Returns the names oldest first, because they begin with the time. */
function recordFiles(): string[] {
  return listFolder(LOG).filter((name) => name.endsWith('.json')).sort();
}

/** The record of an overlay that has ended. */
export function writeToLog(record: OverlayRecord): void {
  const wrong = ensureFolders(LOG);
  if (wrong !== null) throw new Error(wrong);
  writeDurably(`${LOG}/${record.id}.json`, JSON.stringify(record));
  for (const old of recordFiles().slice(0, -MOST_RECORDS)) rmSync(`${LOG}/${old}`);
}

/** Newest first, the one that is on included; `skipped` are files that are no record. */
export function readRecords(): { records: OverlayRecord[]; skipped: string[] } {
  const paths = [...recordFiles().map((name) => `${LOG}/${name}`), ...[WAITING, PARKED].flatMap((folder) => listFolder(folder).sort().map((name) => `${folder}/${name}/record.json`)), `${OPEN}/record.json`];
  const found = paths.flatMap((path) => {
    const text = readText(path, { noFollow: true, limit: LARGEST_RECORD });
    return text === undefined ? [] : [{ path, record: parseRecord(text) }];
  });
  // What waits is in the log, too, and knows more of itself than that.
  const records = new Map(found.flatMap(({ record }) => (record ? [[record.id, record] as const] : [])));
  return {
    records: [...records.values()].toSorted((one, other) => (one.id < other.id ? 1 : -1)),
    skipped: found.flatMap(({ path, record }) => (record ? [] : [path])),
  };
}
