// This file repairs a draft of dpkg's database: with dpkg's own commands where they exist, else by writing dpkg's format.

import { rmSync, writeFileSync } from 'node:fs';
import type { Facts } from '../../host/facts.ts';
import { DATABASE_KINDS, type Finding, type FindingKind } from '../findings.ts';
import { asInstalled, dpkgName, findNotRemoved, infoName, renderStatus, type Stanza, type ImageRecord } from '../../packages/dpkg-status.ts';
import { ask } from '../../system/processes/run-program.ts';
import { listFolder, readText } from '../../system/files/read.ts';
import { locate } from '../../system/processes/locate.ts';
import { runProgram } from '../../system/processes/run-program.ts';
import { planConffiles, type ConffilePlan } from './conffiles.ts';
import { examineDatabase } from './examine.ts';
import type { RecordFinder } from './image-record.ts';
import { readDatabase } from './examine-files.ts';
import { DPKG } from '../../places.ts';
import { isBelowUsr } from '../../text/paths.ts';

/** Says what could not be repaired, and why. */
export type Left = { name: string; why: string };

/** Holds the outcome of a repair of the draft. */
export type Repaired = { left: Left[]; conffiles: ConffilePlan[] };

const TIMEOUT = 300_000;

/** Repairs the draft in `folder`. A `line` says what went wrong, and then the draft must not be used. */
export async function repairDraft(folder: string, findings: readonly Finding[], facts: Facts, findRecord: RecordFinder): Promise<Repaired | { line: string }> {
  const database = readDatabase(folder);
  if (!database) return { line: `${folder}/status: not as dpkg writes it` };
  const kinds = new Map<string, FindingKind>(findings.filter(({ kind }) => DATABASE_KINDS.has(kind)).map(({ name, kind }) => [name, kind]));
  const faulty = (...wanted: FindingKind[]): Stanza[] => database.stanzas.filter((stanza) => wanted.includes(kinds.get(dpkgName(stanza)) ?? 'overlay'));
  const replaced = new Map(faulty('failed-change').map((stanza) => [dpkgName(stanza), asInstalled(stanza.text)]));
  const repaired: Repaired = { left: [], conffiles: [] };

  for (const stanza of faulty('other-version')) {
    const record = await findRecord(stanza);
    if ('versions' in record) repaired.left.push({ name: dpkgName(stanza), why: whyLeft(record.versions) });
    else {
      replaced.set(dpkgName(stanza), asInstalled(record.stanza.text));
      writeInfo(folder, stanza, record);
      repaired.conffiles.push(...planConffiles(stanza, record.stanza));
    }
  }
  const selected = new Set(faulty('selected'));
  writeFileSync(`${folder}/status`, renderStatus(database.stanzas.filter((stanza) => !selected.has(stanza)), replaced));
  // These updates are part of `status` now.
  for (const name of listFolder(`${folder}/updates`)) rmSync(`${folder}/updates/${name}`);

  const gone = faulty('ghost', 'failed-install');
  for (const stanza of gone) forgetFiles(folder, stanza);
  const trouble = (await remove(folder, gone.map(dpkgName))) ?? (await verify(folder, facts, new Set(repaired.left.map(({ name }) => name))));
  return trouble === null ? repaired : { line: trouble };
}

function whyLeft(versions: readonly string[]): string {
  if (versions.length === 0) return 'which version the image has is not known';
  return `no copy of ${versions.join(' or ')} that fits the files was found, neither in the image nor with apt`;
}

/** Replaces the files of the version that came and went. */
function writeInfo(folder: string, old: Stanza, record: ImageRecord): void {
  removeInfo(folder, old, () => true);
  for (const [end, data] of record.files) writeFileSync(`${folder}/info/${infoName(record.stanza)}.${end}`, data, { mode: isScript(end) ? 0o755 : 0o644 });
}

/**
 * dpkg could not remove files from a read-only /usr, and they are gone from there anyway, so they leave the list. Scripts must not run,
 * because their programs are gone, nor triggers of other packages. dpkg then removes the package's other files except its conffiles.
 */
function forgetFiles(folder: string, stanza: Stanza): void {
  const base = `${folder}/info/${infoName(stanza)}`;
  const paths = readText(`${base}.list`)?.split('\n').filter((path) => !isBelowUsr(path) && path !== '/usr');
  if (paths) writeFileSync(`${base}.list`, paths.join('\n'));
  const interests = readText(`${base}.triggers`)?.split('\n').filter((line) => line.startsWith('interest'));
  if (interests) writeFileSync(`${base}.triggers`, interests.map((line) => `${line}\n`).join(''));
  removeInfo(folder, stanza, isScript);
}

function removeInfo(folder: string, stanza: Stanza, which: (end: string) => boolean): void {
  const start = `${infoName(stanza)}.`;
  for (const name of listFolder(`${folder}/info`)) {
    const end = name.startsWith(start) ? name.slice(start.length) : '';
    if (end !== '' && !end.includes('.') && which(end)) rmSync(`${folder}/info/${name}`);
  }
}

function isScript(end: string): boolean {
  return ['preinst', 'postinst', 'prerm', 'postrm', 'config'].includes(end);
}

/** Checks the result itself, because without their lists these packages would be no finding any more, even if dpkg did nothing. */
async function remove(folder: string, names: readonly string[]): Promise<string | null> {
  if (names.length === 0) return null;
  const failed = await dpkg(folder, ['--force-depends', '--force-remove-reinstreq', '--remove', ...names]);
  if (failed !== null) return failed;
  const database = readDatabase(folder);
  const still = database && findNotRemoved(database.stanzas, names);
  return still ? `dpkg: ${dpkgName(still)} is ${still.state} after its removal` : null;
}

/** The variable tells the guard's dpkg hook not to stop the repair. */
async function dpkg(folder: string, words: readonly string[]): Promise<string | null> {
  const result = await runProgram('dpkg', [`--admindir=${folder}`, ...words], TIMEOUT, { environment: { APT_IMAGE_BASED: 'off', DEBIAN_FRONTEND: 'noninteractive' } });
  return result.ok ? null : result.line;
}

/** Returns null, or why the draft must not be used: a fault is still there, or a tool finds a new one. */
async function verify(folder: string, facts: Facts, left: ReadonlySet<string>): Promise<string | null> {
  const still = examineDatabase(folder, facts).find(({ kind, name }) => DATABASE_KINDS.has(kind) && !left.has(name));
  if (still) return `${still.name} would still be ${still.kind}`;
  for (const check of [aptCheck, audit]) {
    const now = await check(folder);
    if (now !== null && (await check(DPKG)) === null) return `the repaired database is not sound: ${now}`;
  }
  return null;
}

/** Runs without locks, because we hold them and apt writes nothing here. */
async function aptCheck(folder: string): Promise<string | null> {
  const options = [`Dir::State::status=${folder}/status`, 'Debug::NoLocking=true', 'Dir::Cache::pkgcache=', 'Dir::Cache::srcpkgcache='];
  const result = await runProgram('apt-get', [...options.flatMap((option) => ['-o', option]), 'check'], TIMEOUT);
  return result.ok || result.line.endsWith('not installed') ? null : result.line;
}

function audit(folder: string): string | null {
  const path = locate('dpkg');
  const found = path === undefined ? undefined : ask(path, [`--admindir=${folder}`, '--audit'], { timeout: TIMEOUT });
  return found === '' ? null : `dpkg --audit: ${found?.trim().split('\n').at(-1)?.trim() ?? 'no answer'}`;
}
