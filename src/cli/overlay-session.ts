// This file has what `up`, `down` and `run` share: the check for root, PID 1's mount namespace, the lock, then facts, plan and steps.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { describeHost } from '../host/host.ts';
import type { Outcome, Plan, Step } from '../overlay/plan.ts';
import { FOLLOWER_SOURCE } from '../host/followers.ts';
import { caller } from '../system/processes/caller.ts';
import { apply } from '../overlay/io/apply.ts';
import type { Failure } from '../overlay/io/apply-step.ts';
import { failureHints } from '../overlay/words/failure-words.ts';
import { gatherSituation } from '../overlay/io/gather.ts';
import { gatherBaseline } from '../record/io/gather-leftovers.ts';
import { planUndoUnlock } from '../overlay/plan-take-off.ts';
import type { Situation } from '../overlay/situation.ts';
import { holderLines } from '../holders/words.ts';
import { noteLine, RUN_STAYS } from '../overlay/words/notes.ts';
import { OUTCOMES, REFUSALS } from '../overlay/words/outcomes.ts';
import { planLines } from '../overlay/words/plan-words.ts';
import { numberedLines, stepLine } from '../overlay/words/step-words.ts';
import { announce } from '../overlay/io/announce.ts';
import { holdSignals } from '../system/processes/hold-signals.ts';
import { enterHostNamespace, isRoot } from '../system/mounts/host-namespace.ts';
import { mountTableProblem } from '../system/mounts/mounts.ts';
import { watchPackageLocks, type PackageLocks } from '../packages/io/package-locks.ts';
import { forgetTurnedOn, readTurnedOn, rememberTurnedOn } from '../host/io/overlay-origin.ts';
import { needsRoot, type Context } from './context.ts';
import { isSelinuxOn } from '../system/processes/selinux.ts';
import { verifyExecution } from '../overlay/io/verify.ts';
import { underLock } from './under-lock.ts';
import { makePlan, onceUpdated, type Planning } from './make-plan.ts';
import { keepEdits, nameEdits } from './keep-edits.ts';
import { afterDown, afterUp, beforeSteps, early } from './record-session.ts';
import { LOCK_WORDS, UP_WORDS } from './words.ts';
import { DPKG, RPM_PLACES, STORAGE } from '../places.ts';

export type Session = Planning & {
  name: 'up' | 'down' | 'run';
  dryRun: boolean;
  /** With `dryRun`: each step instead of a summary. */
  verbose: boolean;
  /** Runs under the lock after the steps. It returns null, or what went wrong; with it, the outcome of the steps is not printed. */
  finish?: () => Promise<string | null>;
  /** Returns what is done after the steps, in words for a dry run. */
  then?: (outcome: Outcome) => readonly string[];
};

/** Null where the command has been run in PID 1's mount namespace, or must not run: then `exitCode` is its answer. */
export async function enterHost(name: Session['name'] | 'diff' | 'doctor --fix' | 'kept --restore', dryRun: boolean, context: Context, environment?: NodeJS.ProcessEnv): Promise<{ exitCode: number } | null> {
  if (!isRoot()) return dryRun ? null : { exitCode: needsRoot(name, context) };
  const entry = await enterHostNamespace(context.invokedFrom, environment);
  if (entry.kind === 'ran') return { exitCode: entry.exitCode };
  if (entry.kind === 'inside') {
    const problem = mountTableProblem();
    return problem === null ? null : say(context, problem, EXIT.notPossible);
  }
  return say(context, LOCK_WORDS.hostNotEntered(entry.reason), EXIT.notPossible);
}

/** After these, `run` makes no overlay, and what its command changes stays or may stay: that is said before the command. */
const STAYS = new Set<Outcome>(['already-writable', 'already-kept', 'already-unknown', 'already-foreign', 'already-at-boot', 'already-hotfix', 'already-sysext-mutable']);

export async function runSession(session: Session, context: Context): Promise<ExitCode> {
  if (session.dryRun) return watching((locks) => showPlan(session, locks, context));
  return underLock(context, (waited) => holdSignals(() => watching((locks) => act(waited ? { ...session, lockTable: undefined } : session, locks, context))));
}

/** The locks are watched only under our own lock, because a process we wait for may still replace the database. */
async function watching(work: (locks: PackageLocks) => ExitCode | Promise<ExitCode>): Promise<ExitCode> {
  const locks = watchPackageLocks([DPKG, ...RPM_PLACES]);
  try {
    return await work(locks);
  } finally {
    locks.close();
  }
}

async function act(session: Session, locks: PackageLocks, context: Context): Promise<ExitCode> {
  const { before, plan } = await onceUpdated(() => makePlan(session, locks), context);
  if (plan.kind === 'refused') return refuse(plan, context);
  const hasSteps = plan.steps.length > 0;
  // A new overlay is verified as the last of its steps.
  const stuck = plan.outcome === 'already-read-write' && isSelinuxOn() ? verifyExecution() : null;
  if (stuck !== null) return say(context, UP_WORDS.otherContext(stuck), EXIT.failed).exitCode;
  const wasOn = await beforeSteps(hasSteps, context);
  const unkept = takesFollowers(plan) ? await keepEdits(context) : null;
  if (unkept !== null) return say(context, unkept, EXIT.failed).exitCode;
  const baseline = early(gatherBaseline);
  const failure = await apply(plan.steps, {
    packageManager: locks.holder,
    keepWritten: () => keepEdits(context, { isCutShort: true }),
    planUndoUnlock: () => planUndoUnlock(gatherSituation(session.candidates)),
    message: context.message,
    meanwhile: baseline.prepare,
    heldMounts: new Map(),
  });
  if (failure) return sayFailure(failure, plan.steps, before, context);
  rememberUp(plan.steps);
  if (session.name !== 'down') await afterUp(hasSteps, baseline.take, context);
  else if (plan.outcome !== 'parked-discarded') forgetTurnedOn();
  announce(plan.outcome, describeHost(before.facts), context.message);
  const trouble = session.finish ? await session.finish() : null;
  if (trouble !== null) return say(context, trouble, EXIT.failed).exitCode;
  if (!session.finish) for (const line of OUTCOMES[plan.outcome]) context.answer(line);
  else if (STAYS.has(plan.outcome)) context.message(`note: ${OUTCOMES[plan.outcome].map((line) => line.replace(/\.$/, '')).join('. ')}`);
  else if (plan.outcome.startsWith('mounted-')) context.message(`note: ${RUN_STAYS}`);
  for (const note of plan.notes) context.message(`note: ${noteLine(note)}`);
  if (session.name === 'down') await afterDown(wasOn, context);
  return EXIT.done;
}

async function showPlan(session: Session, locks: PackageLocks, context: Context): Promise<ExitCode> {
  const { plan } = await makePlan(session, locks);
  if (plan.kind === 'refused') return refuse(plan, context);
  if (plan.steps.length === 0) for (const line of OUTCOMES[plan.outcome]) context.answer(line);
  const then = session.then?.(plan.outcome) ?? [];
  if (session.verbose) for (const line of numberedLines([...plan.steps.map(stepLine), ...then], context.width.answer)) context.answer(line);
  else for (const line of [...planLines(plan.steps), ...then]) context.answer(line);
  for (const note of plan.notes) context.message(`note: ${noteLine(note)}`);
  if (isRoot() && takesFollowers(plan)) await nameEdits(context);
  return EXIT.done;
}

function rememberUp(steps: readonly Step[]): void {
  const isNew = steps.some((step) => step.kind === 'unlock' || (step.kind === 'mount-overlay' && step.on === '/usr'));
  const isFollowed = steps.some((step) => step.kind === 'mount-overlay' && step.source === FOLLOWER_SOURCE);
  if (isNew || isFollowed) rememberTurnedOn(isNew ? caller() : readTurnedOn().by, isFollowed);
}

/** Tells whether a folder that follows an overlay goes with these steps. */
function takesFollowers({ steps }: Plan & { kind: 'steps' }): boolean {
  return steps.some((step) => step.kind === 'unmount' && step.on !== '/usr' && step.on !== STORAGE);
}

function refuse(plan: Plan & { kind: 'refused' }, context: Context): ExitCode {
  const { line, exitCode } = REFUSALS[plan.reason](plan.detail);
  for (const holder of plan.holders ? holderLines(plan.holders, context.width.message) : []) context.message(holder);
  return say(context, line, exitCode).exitCode;
}

function sayFailure({ line, exitCode, step }: Failure, steps: readonly Step[], { facts }: Situation, context: Context): ExitCode {
  context.message(`error: ${line}`);
  for (const hint of failureHints(step, steps, describeHost(facts))) context.message(`hint: ${hint}`);
  return exitCode;
}

function say(context: Context, line: string, exitCode: ExitCode): { exitCode: ExitCode } {
  context.message(`error: ${line}`);
  return { exitCode };
}
