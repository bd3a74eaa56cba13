// This file repairs what `doctor` found: dpkg's database first, on a draft and under dpkg's lock, then the rest.

import { mkdirSync, rmSync } from 'node:fs';
import { isSystemFault, reasonOf } from '../../fault.ts';
import { DATABASE_KINDS, ofKind } from '../findings.ts';
import { lockDpkg } from '../../packages/io/dpkg-lock.ts';
import { repairAlternatives } from './repair-alternatives.ts';
import { putBack } from './conffiles.ts';
import { adoptDraft, DOCTOR_FOLDER, dropDraft, makeDraft, tidyUp } from './database-copy.ts';
import { type Examination } from './examine.ts';
import { listedIn } from './examine-files.ts';
import { recordFinder } from './image-record.ts';
import { repairDraft, type Left } from './repair-database.ts';
import { repairMarks, takeLeftovers } from './take-leftovers.ts';
import { removeRpmGhosts } from './rpm.ts';
import { DPKG } from '../../places.ts';

/** `busy`: another process has dpkg's lock; `trouble`: what went wrong, one line each; `left`: what could not be repaired; `stays`: files. */
export type FixResult = { busy: boolean; trouble: string[]; left: Left[]; stays: Left[]; backups: string[] };

/** Repairs as much as it can. Needs root, and a host without an obstacle (see fixObstacle). */
export async function fix(examination: Examination): Promise<FixResult> {
  const result: FixResult = { busy: false, trouble: [], left: [], stays: [], backups: [] };
  const { findings } = examination;
  tidyUp();
  rmSync(WORK, { recursive: true, force: true });
  if (findings.some(({ kind }) => DATABASE_KINDS.has(kind))) await fixDatabase(examination, result);
  if (result.busy) return result;
  const alternatives = await repairAlternatives(findings);
  if (alternatives) {
    result.backups.push(...alternatives.backups);
    result.trouble.push(...alternatives.trouble);
  }
  const rpm = ofKind(findings, 'rpm-ghost').map(({ name }) => name);
  if (rpm.length > 0) {
    const removed = await removeRpmGhosts(rpm);
    if ('line' in removed) result.trouble.push(removed.line);
    else result.backups.push(removed.backup);
  }
  return result;
}

async function fixDatabase({ findings, facts }: Examination, result: FixResult): Promise<void> {
  const lock = await lockDpkg(DPKG);
  if (lock.kind === 'busy') result.busy = true;
  if (lock.kind === 'broken') result.trouble.push(lock.line);
  if (lock.kind !== 'held') return;
  try {
    mkdirSync(WORK, { recursive: true, mode: 0o700 });
    const draft = await makeDraft();
    if ('line' in draft) throw new Unrepaired(draft.line);
    const repaired = await repairDraft(draft.folder, findings, facts, recordFinder(facts, WORK));
    if ('line' in repaired) throw new Unrepaired(repaired.line);
    result.left.push(...repaired.left);
    if (repaired.left.length === findings.filter(({ kind }) => DATABASE_KINDS.has(kind)).length) return;
    for (const plan of repaired.conffiles) {
      const trouble = await putBack(plan);
      if (trouble !== null) throw new Unrepaired(trouble);
    }
    // Before the database says that they are gone: killed in between, the next run finds them in it still.
    result.stays.push(...(await takeLeftovers(repaired.forgotten, listedIn(draft.folder))));
    const marks = await repairMarks(repaired.gone, repaired.records);
    if (marks !== null) result.trouble.push(marks);
    const adopted = await adoptDraft();
    if ('line' in adopted) throw new Unrepaired(adopted.line);
    result.backups.push(adopted.backup);
  } catch (fault) {
    if (!(fault instanceof Unrepaired) && !isSystemFault(fault)) throw fault;
    result.trouble.push(`${reasonOf(fault)}; the package database is as it was`);
  } finally {
    dropDraft();
    rmSync(WORK, { recursive: true, force: true });
    lock.release();
  }
}

/** What apt fetches for a repair lies here. The name is always the same, so that the next run removes what a killed one left. */
const WORK = `${DOCTOR_FOLDER}/work`;

/** Thrown to end the work on the draft. */
class Unrepaired extends Error {}
