// This file repairs dpkg's database on a draft of it: by dpkg's own commands where it has one, in its own format where it has none.

import { rmSync, writeFileSync } from 'node:fs';
import type { Facts } from '../../host/facts.ts';
import { asInstalled, dpkgName, findNotRemoved, renderStatus, selectionOf, withStatus, type Stanza } from '../../packages/dpkg-status.ts';
import { listFolder } from '../../system/files/read.ts';
import { DATABASE_KINDS, type Finding, type FindingKind } from '../findings.ts';
import { planConffiles, type ConffilePlan } from './conffiles.ts';
import { readDatabase } from './examine-files.ts';
import type { FoundRecord, RecordFinder } from './image-record.ts';
import { forgetFiles, writeInfo, type ForgottenFiles } from './info-files.ts';
import { repairRegisters } from './repair-registers.ts';
import { runDpkg, verifyDraft } from './verify-draft.ts';

/** Names what could not be repaired, and why. */
export type Left = { name: string; why: string };

/** `gone` are the packages that were taken out, `forgotten` their files; `records` are those that are in the image and were put in. */
export type Repaired = { left: Left[]; conffiles: ConffilePlan[]; gone: readonly Stanza[]; forgotten: ForgottenFiles[]; records: FoundRecord[] };

/** Works on the draft in `folder`; a `line` is what went wrong, and the draft is then not to be used. */
export async function repairDraft(folder: string, findings: readonly Finding[], facts: Facts, findRecord: RecordFinder): Promise<Repaired | { line: string }> {
  const database = readDatabase(folder);
  if (!database) return { line: `${folder}/status: not as dpkg writes it` };
  const kinds = new Map<string, FindingKind>(findings.filter(({ kind }) => DATABASE_KINDS.has(kind) && kind !== 'diversion').map(({ name, kind }) => [name, kind]));
  const faulty = (...wanted: FindingKind[]): Stanza[] => database.stanzas.filter((stanza) => wanted.includes(kinds.get(dpkgName(stanza)) ?? 'overlay'));
  const replaced = new Map(faulty('failed-change').map((stanza) => [dpkgName(stanza), asInstalled(stanza)]));
  const repaired: Repaired = { left: [], conffiles: [], gone: faulty('ghost', 'failed-install'), forgotten: [], records: [] };
  const unknown = findings.filter(({ kind, name }) => kind === 'removed' && !database.stanzas.some((stanza) => dpkgName(stanza) === name)).map(unknownStanza);

  for (const stanza of [...faulty('other-version', 'removed'), ...unknown]) {
    const record = await findRecord(stanza);
    if (typeof record === 'string') repaired.left.push({ name: dpkgName(stanza), why: record });
    else {
      const isRemoved = kinds.get(dpkgName(stanza)) === 'removed';
      // Nobody wants the removal any more that the overlay took with it; a hold of the version that went is still wanted.
      replaced.set(dpkgName(stanza), withStatus(record.stanza.text, `${selectionOf(isRemoved ? record.stanza.want : stanza.want)} ok installed`));
      writeInfo(folder, stanza, record);
      repaired.conffiles.push(...planConffiles(stanza, record.stanza));
      repaired.records.push(record);
    }
  }
  const selected = new Set(faulty('selected'));
  const again = unknown.filter((stanza) => replaced.has(dpkgName(stanza)));
  writeFileSync(`${folder}/status`, renderStatus([...database.stanzas.filter((stanza) => !selected.has(stanza)), ...again], replaced), 'latin1');
  // They are in `status` now.
  for (const name of listFolder(`${folder}/updates`)) rmSync(`${folder}/updates/${name}`);

  repaired.forgotten = repaired.gone.map((stanza) => forgetFiles(folder, stanza));
  const trouble = await takeOut(folder, repaired.gone.map(dpkgName));
  if (trouble !== null) return { line: trouble };
  repairRegisters(folder, repaired.forgotten.flatMap(({ paths }) => paths), repaired.records);
  const unsound = await verifyDraft(folder, facts, new Set(repaired.left.map(({ name }) => name)));
  return unsound === null ? repaired : { line: unsound };
}

/** Stands for a package that the database knows nothing of. */
function unknownStanza({ name, detail }: Finding): Stanza {
  const [bare = name, architecture = 'all'] = name.split(':');
  return { name: bare, architecture, version: detail, want: 'install', error: 'ok', state: 'not-installed', text: `Package: ${bare}\nArchitecture: ${architecture}` };
}

/** Looked at afterwards: without their lists they would be no finding any more, also where dpkg did nothing. */
async function takeOut(folder: string, names: readonly string[]): Promise<string | null> {
  // Without a change, dpkg writes the whole file anew, every field in its own place.
  if (names.length === 0) return runDpkg(folder, ['--set-selections']);
  const failed = await runDpkg(folder, ['--force-depends', '--force-remove-reinstreq', '--remove', ...names]);
  if (failed !== null) return failed;
  const database = readDatabase(folder);
  const still = database && findNotRemoved(database.stanzas, names);
  return still ? `dpkg: ${dpkgName(still)} is ${still.state} after its removal` : null;
}
