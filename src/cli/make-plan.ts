// This file looks at the host and plans; both are done again where a passing obstacle has gone.

import { setTimeout } from 'node:timers/promises';
import { gatherSituation } from '../overlay/io/gather.ts';
import type { Plan } from '../overlay/plan.ts';
import type { Candidate, Situation } from '../overlay/situation.ts';
import type { PackageLocks } from '../packages/io/package-locks.ts';
import type { Context } from './context.ts';
import { UP_WORDS } from './words.ts';

export type Planning = {
  candidates: readonly Candidate[];
  plan: (situation: Situation) => Plan;
  /** This table was requested while the command started. */
  lockTable?: Promise<string> | undefined;
};

type Made = { before: Situation; plan: Plan };

/** Makes the plan again while an update is at work, for a few seconds: a mere look at the deployments, as of `bootc status`, takes the same lock for a moment. */
export async function onceUpdated(make: () => Promise<Made>, context: Context): Promise<Made> {
  const end = performance.now() + UPDATE_WAIT;
  let made = await make();
  for (let isSaid = false; made.plan.kind === 'refused' && made.plan.reason === 'update-at-work' && performance.now() < end; isSaid = true) {
    if (!isSaid) context.message(`note: ${UP_WORDS.updateAtWork(UPDATE_WAIT / 1000)}`);
    await setTimeout(250);
    made = await make();
  }
  return made;
}

const UPDATE_WAIT = 5_000;

/** Asking who holds a package manager's lock takes time, so it comes last, and only for a plan that the answer can change. */
export async function makePlan({ candidates, plan, lockTable }: Planning, locks: PackageLocks): Promise<Made> {
  const before = gatherSituation(candidates);
  const first = plan(before);
  const isOpen = first.kind === 'refused' ? first.reason === 'held' : first.steps.length > 0;
  const packageManager = isOpen ? await locks.holder(lockTable) : null;
  return { before, plan: packageManager === null ? first : plan({ ...before, packageManager }) };
}
