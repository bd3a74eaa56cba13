// This file puts right what a draft of dpkg's database says beside its packages, once the packages in it are right.

import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { parseList } from '../../packages/dpkg-files.ts';
import { changedTriggers, diversionsIn, findStaleDiversions, missingOverrides, renderDiversions, withoutOverrides, type Diversion } from '../../packages/dpkg-registers.ts';
import { infoName, type ImageRecord } from '../../packages/dpkg-status.ts';
import { isThere, listFolder, readText } from '../../system/files/read.ts';
import { isBelowUsr } from '../../text/paths.ts';
import { readDatabase, type Database } from './examine-files.ts';
import type { FoundRecord } from './image-record.ts';

/** `gone` holds the paths of packages that were taken out; `records` are those that were put in. */
export function repairRegisters(folder: string, gone: readonly string[], records: readonly FoundRecord[]): void {
  for (const record of records) registerTriggers(folder, record);
  const database = readDatabase(folder);
  if (!database) return;
  repairDiversions(database, records);
  repairOverrides(database, gone, records);
}

/** Returns the diversions of a database that are of packages which are gone, and not in force; `without` are going. */
export function staleDiversions(database: Database, without: ReadonlySet<string> = new Set()): Diversion[] {
  const diversions = diversionsIn(readText(`${database.folder}/diversions`, { encoding: 'latin1' }) ?? '');
  if (diversions.length === 0) return [];
  const present = database.stanzas.filter(({ name, state }) => !['config-files', 'not-installed'].includes(state) && !without.has(name));
  const listed = new Set(present.flatMap((stanza) => parseList(readText(`${database.folder}/info/${infoName(stanza)}.list`, { encoding: 'latin1' }) ?? '')));
  return findStaleDiversions({ diversions, installed: new Set(present.map(({ name }) => name)), listed, isThere: (path) => isThere(decoded(path)) });
}

function repairDiversions(database: Database, records: readonly FoundRecord[]): void {
  const path = `${database.folder}/diversions`;
  const all = diversionsIn(readText(path, { encoding: 'latin1' }) ?? '');
  const stale = new Set(staleDiversions(database).map((each) => each.path));
  const replaced = new Map(records.flatMap(({ stanza, database: image }) => (image === null ? [] : [[stanza.name, image] as const])));
  const kept = all.filter((each) => !stale.has(each.path) && !(replaced.has(each.by) && isBelowUsr(each.path)));
  const known = new Set(kept.map((each) => each.path));
  const again = [...replaced].flatMap(([name, image]) => diversionsIn(readText(`${image}/diversions`, { encoding: 'latin1' }) ?? '').filter((each) => each.by === name && !known.has(each.path)));
  const text = renderDiversions([...kept, ...again]);
  if (text !== renderDiversions(all)) writeFileSync(path, text, 'latin1');
}

/** Those of files that were in /usr and are gone go with their packages; those of the image come back with theirs. */
function repairOverrides({ folder, stanzas }: Database, gone: readonly string[], records: readonly FoundRecord[]): void {
  const path = `${folder}/statoverride`;
  const text = readText(path) ?? '';
  const others = new Set(stanzas.flatMap((stanza) => parseList(readText(`${folder}/info/${infoName(stanza)}.list`) ?? '')));
  const lost = new Set(gone.filter((each) => isBelowUsr(each) && !isThere(each) && !others.has(each)));
  const again = records.flatMap((record) => (record.database === null ? [] : [missingOverrides(text, readText(`${record.database}/statoverride`) ?? '', new Set(listOf(record)))]));
  const now = withoutOverrides(text, (each) => lost.has(each)) + again.join('');
  if (now !== text) writeFileSync(path, now);
}

function registerTriggers(folder: string, record: ImageRecord): void {
  const names = listFolder(`${folder}/triggers`).filter((name) => !['Lock', 'Unincorp'].includes(name));
  const files = new Map(names.map((name) => [name, readText(`${folder}/triggers/${name}`) ?? '']));
  const changed = changedTriggers(files, infoName(record.stanza), record.files.get('triggers')?.data.toString() ?? '');
  for (const [name, text] of changed) {
    if (text === null) rmSync(`${folder}/triggers/${name}`);
    else if (existsSync(`${folder}/triggers`)) writeFileSync(`${folder}/triggers/${name}`, text);
  }
}

function listOf(record: ImageRecord): string[] {
  return parseList(record.files.get('list')?.data.toString() ?? '');
}

function decoded(path: string): string {
  return Buffer.from(path, 'latin1').toString();
}
