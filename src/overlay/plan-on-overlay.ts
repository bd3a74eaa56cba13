// This file plans `usr-overlay up` where an overlay is already on /usr, whoever mounted it.

import { databaseFollows, describeHost, type Host } from '../host/host.ts';
import { optionValue, topMountAt } from '../text/mountinfo.ts';
import type { Note, Outcome, Plan, Step } from './plan.ts';
import { planFollowers } from './plan-followers.ts';
import { isFollower } from '../host/followers.ts';
import { planStorage } from './plan-storage.ts';
import type { Situation, UpOptions } from './situation.ts';

/**
 * Returns null where no overlay serves /usr, or one without an upper directory, over which only a new one helps.
 * ostree is never called here, because it would refuse or stack a second overlay.
 */
export function planOnOverlay(situation: Situation, host: Host, options: UpOptions): Plan | null {
  const top = topMountAt(situation.mounts, '/usr');
  const foreign = planOnForeign(host, options);
  if (foreign !== null) return foreign;
  if (host.usrOverlay !== null && top === null) return planOnTransientRoot(situation, host, options);
  if (host.usrOverlay === null || top === null || optionValue(top.superOptions, 'upperdir') === null) return null;
  if (host.usrOverlay.persistence === 'persistent') return { kind: 'steps', steps: [], outcome: host.usrOverlay.backend === 'native' ? 'already-persistent' : 'already-hotfix', notes: wantedReadOnly(options) };
  if (options.hotfix) return { kind: 'refused', reason: 'hotfix-over-transient', detail: '' };

  const hidden: Note[] = host.persistentHidden ? [{ kind: 'persistent-hidden' }] : [];
  const followers = lateFollowers(situation);
  if (followers.kind === 'refused') return followers;
  const isWritable = host.usr.writable === true;
  const remount: Step[] = isWritable || options.readOnly ? [] : [{ kind: 'remount-writable', on: '/usr' }, ...tellOstree(situation)];
  const work = [...followers.steps, ...remount];
  const readOnly = options.readOnly && !isWritable;
  return {
    kind: 'steps',
    steps: work.length > 0 ? [...work, ...check(readOnly, followers.followers)] : [],
    outcome: outcomeOf(remount.length > 0, readOnly),
    notes: [...followers.notes, ...askedFor(situation, followers.steps), ...hidden, ...(isWritable ? wantedReadOnly(options) : [])],
  };
}

/** With root.transient the followers are mounted here too; with root.transient-ro, /usr gets an overlay of its own. */
function planOnTransientRoot(situation: Situation, host: Host, options: UpOptions): Plan | null {
  if (options.hotfix) return { kind: 'refused', reason: 'hotfix-on-transient-root', detail: '' };
  if (host.usr.writable !== true) return null;
  const followers = lateFollowers(situation);
  if (followers.kind === 'refused') return followers;
  return {
    kind: 'steps',
    steps: followers.steps.length > 0 ? [...followers.steps, ...check(false, followers.followers)] : [],
    outcome: 'already-root-transient',
    notes: followers.notes,
  };
}

/**
 * An overlay of somebody else's that may be there again at the next boot gets no followers: they would be gone then, and the package database
 * with them. One on / has the database itself.
 */
function planOnForeign({ usr, usrOverlay }: Host, options: UpOptions): Plan | null {
  if (usrOverlay?.backend !== 'unknown') return null;
  const isRoot = usr.mountPoint === '/';
  if (usrOverlay.persistence === 'transient' && (!isRoot || usr.writable !== true)) return null;
  if (options.hotfix) return { kind: 'refused', reason: 'no-hotfix', detail: '' };
  if (usr.writable !== true) return isRoot ? null : { kind: 'refused', reason: 'foreign-read-only', detail: '' };
  return { kind: 'steps', steps: [], outcome: FOREIGN[usrOverlay.persistence ?? 'unknown'], notes: wantedReadOnly(options) };
}

const FOREIGN = { transient: 'already-root-transient', persistent: 'already-at-boot', unknown: 'already-foreign' } as const;

/** If another program mounted the overlay, the database may already list what is in it and must stay: `Situation.packagesChanged`. */
function lateFollowers(situation: Situation): ReturnType<typeof planFollowers> {
  const plan = planFollowers(situation, planStorage(situation.mounts, null, null), false);
  if (plan.kind === 'refused' || plan.steps.length === 0) return plan;
  // What was in them is gone: new ones would hide that.
  if (describeHost(situation.facts).followersLost) return { kind: 'followers', steps: [], followers: [], notes: [{ kind: 'followers-lost' }] };
  if (databaseFollows(situation.facts) || situation.packagesChanged === false) return plan;
  const kept = plan.followers.filter((path) => isFollower(topMountAt(situation.mounts, path)));
  return { kind: 'followers', steps: [], followers: kept, notes: [{ kind: 'packages-already-changed' }] };
}

function check(readOnly: boolean, followers: readonly string[]): Step[] {
  return [{ kind: 'verify-up', readOnly, followers }, { kind: 'reload-systemd' }];
}

/** ostree's `--transient` means read-only; without this, its state file would keep saying so. */
function tellOstree(situation: Situation): Step[] {
  return situation.unlockedFiles
    .filter((path) => path.endsWith('/unlocked-transient'))
    .map((from) => ({ kind: 'rename', from, to: from.replace(/transient$/, 'development') }));
}

/** The sentence about /usr says nothing of folders that were asked for. */
function askedFor({ candidates }: Situation, steps: readonly Step[]): Note[] {
  const asked = new Set(candidates.filter((each) => each.asked).map(({ path }) => path));
  const folders = steps.flatMap((step) => (step.kind === 'mount-overlay' && asked.has(step.on) ? [step.on] : []));
  return folders.length > 0 ? [{ kind: 'follows-now', folders }] : [];
}

function wantedReadOnly(options: UpOptions): Note[] {
  return options.readOnly ? [{ kind: 'read-only-not-done' }] : [];
}

function outcomeOf(isRemounted: boolean, readOnly: boolean): Outcome {
  return isRemounted ? 'remounted-read-write' : readOnly ? 'already-read-only' : 'already-read-write';
}
