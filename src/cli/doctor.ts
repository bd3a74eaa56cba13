// This file runs `usr-overlay doctor`: it shows what is wrong with the packages, and repairs it.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { DATABASE_KINDS, type Finding } from '../doctor/findings.ts';
import { fixObstacle } from '../doctor/fix-obstacle.ts';
import { databaseWritten, examine, type Examination } from '../doctor/io/examine.ts';
import { fix } from '../doctor/io/fix.ts';
import { realFolder } from '../system/files/read.ts';
import { doctorJson, doctorLines, FIX_REFUSALS, HEALTHY, repairLines, unjudgedLines, UNSURE } from '../doctor/words.ts';
import { confirm } from '../output/io/confirm.ts';
import { holdSignals } from '../system/processes/hold-signals.ts';
import { isRoot } from '../system/mounts/host-namespace.ts';
import { acquireLock } from '../overlay/io/lock.ts';
import { watchPackageLocks } from '../packages/io/package-locks.ts';
import type { Context } from './context.ts';
import { underLock } from './under-lock.ts';
import { enterHost } from './overlay-session.ts';
import { DOCTOR_WORDS } from './words.ts';
import { DPKG, RPM_PLACES } from '../places.ts';

type Options = { fix: boolean; yes: boolean; json: boolean };

const NOTHING_DONE = { repaired: [], backups: [] };

export async function doctor(options: Options, context: Context): Promise<number> {
  if (!options.fix) return look(options, context);
  const elsewhere = await enterHost('doctor --fix', false, context);
  if (elsewhere) return elsewhere.exitCode;
  return underLock(context, () => repair(options, context));
}

/** A package manager at work looks like one that left damage behind, and it may have come and gone while we looked. */
async function look(options: Options, context: Context): Promise<ExitCode> {
  const locks = watchPackageLocks([DPKG, ...RPM_PLACES]);
  try {
    const [holder, written] = [await locks.holder(), databaseWritten()];
    const code = tell(examineSettled(context), NOTHING_DONE, options, context);
    const atWork = holder ?? (await locks.holder());
    if (code === EXIT.done || (atWork === null && databaseWritten() === written)) return code;
    context.message(`error: ${DOCTOR_WORDS.atWork(atWork)}`);
    return EXIT.busy;
  } finally {
    locks.close();
  }
}

/** An `up` or `down` at work looks like one that was killed, so the second look happens under the lock. */
function examineSettled({ progress }: Context): Examination {
  const first = examine(progress);
  if (!isRoot() || !first.findings.some(({ kind }) => kind === 'overlay')) return first;
  const lock = acquireLock();
  if (lock.kind !== 'held') return first;
  try {
    return examine(progress);
  } finally {
    lock.release();
  }
}

async function repair(options: Options, context: Context): Promise<ExitCode> {
  const examination = examine(context.progress);
  const plan = repairLines(examination.findings);
  if (plan.length === 0) return tell(examination, NOTHING_DONE, options, context);
  const obstacle = fixObstacle(examination.host, examination.facts, realFolder(DPKG));
  if (obstacle !== null) {
    context.message(`error: ${FIX_REFUSALS[obstacle].line}`);
    return FIX_REFUSALS[obstacle].exitCode;
  }
  for (const line of plan) context.message(line);
  if (!options.yes) {
    const agreed = await confirm(DOCTOR_WORDS.question);
    if (agreed === null) context.message(`error: ${DOCTOR_WORDS.noTerminal}`);
    if (agreed === null) return EXIT.usage;
    if (!agreed) {
      context.message(DOCTOR_WORDS.declined);
      return tell(examination, NOTHING_DONE, options, context);
    }
  }
  return holdSignals(() => act(examination, options, context));
}

async function act(examination: Examination, options: Options, context: Context): Promise<ExitCode> {
  const { busy, trouble, left, stays, backups } = await fix(examination);
  if (busy) {
    context.message(`error: ${DOCTOR_WORDS.busy}`);
    return EXIT.busy;
  }
  for (const line of trouble) context.message(`error: ${line}`);
  for (const { name, why } of left) context.message(`note: ${DOCTOR_WORDS.notRepaired(name, why)}`);
  for (const { name, why } of stays) context.message(`note: ${DOCTOR_WORDS.stays(name, why)}`);
  const after = examine(context.progress);
  const repaired = examination.findings.filter((was) => !after.findings.some((is) => is.kind === was.kind && is.name === was.name && is.detail === was.detail));
  if (repaired.some(({ kind }) => DATABASE_KINDS.has(kind))) context.message(`note: ${DOCTOR_WORDS.etcStays}`);
  for (const path of backups) context.message(`note: ${DOCTOR_WORDS.backup(path)}`);
  return tell(after, { repaired, backups }, options, context);
}

function tell(examination: Pick<Examination, 'findings' | 'unjudged'>, done: { repaired: readonly Finding[]; backups: readonly string[] }, options: Options, context: Context): ExitCode {
  const { findings, unjudged } = examination;
  const lines = findings.length > 0 ? doctorLines(findings, context.width.answer) : [unjudged.length > 0 ? UNSURE : HEALTHY];
  if (options.json) context.answerText(doctorJson(examination, done));
  else for (const line of [...lines, ...unjudgedLines(unjudged, context.width.answer)]) context.answer(line);
  return findings.length === 0 ? EXIT.done : EXIT.failed;
}
