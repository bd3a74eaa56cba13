// This file carries out the steps of a plan in order. When one fails, it undoes those before it, last first.

import { describeFault } from '../../fault.ts';
import { FOLLOWER_SOURCE } from '../../host/followers.ts';
import { type Step } from '../plan.ts';
import { STORAGE } from '../../places.ts';
import { mountOverlays } from '../../system/mounts/mounts.ts';
import { applyStep, type Failure, type StepContext } from './apply-step.ts';

/** Holds what a plan may need of the command that runs it. */
export type ApplyContext = StepContext & {
  /** Plans afresh how to remove an overlay that ostree or bootc mounted, as the mount may have stopped half-way. */
  planUndoUnlock: () => readonly Step[];
  /** Keeps what somebody wrote into the followers, which an undo takes off. Returns null, or why it cannot be kept. */
  keepWritten: () => Promise<string | null>;
  /** Prints one line to standard error. */
  message: (line: string) => void;
};

/** Returns null on success. On failure, or when it throws, the steps before are undone. */
export async function apply(steps: readonly Step[], surroundings: ApplyContext): Promise<Failure | null> {
  const done: Step[] = [];
  try {
    for (const [index, step] of steps.entries()) {
      if (!done.includes(step)) done.push(...mountTogether(steps.slice(index)));
      if (done.includes(step)) continue;
      // An unlock is noted before it runs, because even one that fails or throws may have mounted the overlay.
      if (step.kind === 'unlock') done.push(step);
      const failure = await applyStep(step, surroundings);
      if (failure && !isNeeded(step)) surroundings.message(`warning: ${failure.line}`);
      if (failure && isNeeded(step)) return await undo(done, { ...failure, step }, surroundings);
      if (step.kind !== 'unlock') done.push(step);
    }
    return null;
  } catch (fault) {
    await undo(done, null, surroundings);
    throw fault;
  }
}

/** Mounts the overlays at the start of the steps in one process, because one process each would take most of the time. */
function mountTogether(steps: readonly Step[]): Step[] {
  const end = steps.findIndex((step) => step.kind !== 'mount-overlay');
  const overlays = steps.slice(0, end < 0 ? steps.length : end).filter((step) => step.kind === 'mount-overlay');
  return overlays.length > 1 ? mountOverlays(overlays) : [];
}

/** Returns the step that undoes this one, or null. An unlock is undone as `down` would do it. */
export function undoOf(step: Step): Step | null {
  if (step.kind === 'mount-storage') return { kind: 'unmount', on: STORAGE };
  if (step.kind === 'make-storage') return { kind: 'remove-storage', folder: step.folder };
  if (step.kind === 'bind-persistent') return { kind: 'unbind-persistent' };
  if (step.kind === 'make-persistent') return { kind: 'remove-persistent' };
  if (step.kind === 'enable-persistent') return { kind: 'disable-persistent', store: step.store };
  if (step.kind === 'mount-overlay') return { kind: 'unmount', on: step.on };
  if (step.kind === 'remount-writable') return { kind: 'remount-read-only', on: step.on };
  return step.kind === 'rename' ? { kind: 'rename', from: step.to, to: step.from } : null;
}

async function undo(done: readonly Step[], failure: Failure | null, surroundings: ApplyContext): Promise<Failure | null> {
  const unkept = done.some(isOnFollower) ? await surroundings.keepWritten().catch((fault: unknown) => describeFault(fault).line) : null;
  if (unkept !== null) surroundings.message(`warning: ${unkept}; so this stays mounted until the next \`usr-overlay up\` or \`usr-overlay down\``);
  for (const step of done.toReversed().filter((each) => unkept === null || !holdsFollowers(each))) {
    const troubles = await undoStep(step, surroundings).catch((fault: unknown) => [describeFault(fault)]);
    for (const { line } of troubles) surroundings.message(`warning: ${line}; \`usr-overlay down\` tries again`);
  }
  return failure;
}

function isOnFollower(step: Step): boolean {
  return step.kind === 'mount-overlay' && step.source === FOLLOWER_SOURCE;
}

function holdsFollowers(step: Step): boolean {
  return isOnFollower(step) || step.kind === 'mount-storage' || step.kind === 'make-storage';
}

async function undoStep(step: Step, { packageManager, planUndoUnlock }: ApplyContext): Promise<{ line: string }[]> {
  const back = step.kind === 'unlock' ? planUndoUnlock() : [undoOf(step)].filter((one) => one !== null);
  const troubles = [];
  for (const one of back) troubles.push(await applyStep(one, { packageManager }));
  return troubles.filter((trouble) => trouble !== null);
}

/** /usr works without these steps: systemd reads its units later, and layers that stay only take room. */
function isNeeded(step: Step): boolean {
  return step.kind !== 'reload-systemd' && step.kind !== 'remove-layers' && step.kind !== 'remove-storage' && step.kind !== 'remove-persistent' && step.kind !== 'unbind-persistent';
}
