// This file plans what `usr-overlay up` does.

import type { Facts } from '../host/facts.ts';
import { describeHost, type Host } from '../host/host.ts';
import { isWritableMount, topMountAt } from '../text/mountinfo.ts';
import type { Note, Outcome, Plan, RefusalReason, Step } from './plan.ts';
import { NATIVE_SOURCE } from '../host/usr-overlay.ts';
import { isFollower } from '../host/followers.ts';
import { chooseBackend, unlockWords } from './plan-backend.ts';
import { planFollowers } from './plan-followers.ts';
import { choosePlace, obstacleToStorage, planStorage, storageFolder, storageInUse, type Storage } from './plan-storage.ts';
import { planBelowUsr } from './plan-below-usr.ts';
import { planTakeOff } from './plan-take-off.ts';
import { planPersist } from './plan-persist.ts';
import { planOnOverlay } from './plan-on-overlay.ts';
import type { Situation, UpOptions } from './situation.ts';

/** The kernel limits the depth: FILESYSTEM_MAX_STACK_DEPTH in include/linux/fs.h. */
const MOST_OVERLAYS = 2;

/** Returns the steps that make /usr writable (none where it already is), or why that is refused. */
export function planUp(situation: Situation, options: UpOptions): Plan {
  if (options.persist) return planPersist(situation, options);
  const host = describeHost(situation.facts);
  if (options.hotfix && (options.backend === 'bootc' || options.backend === 'native')) return refused('hotfix-needs-ostree', options.backend);
  const on = settled(host, situation.facts, options) ?? planOnOverlay(situation, host, options);
  const plan = (on && withoutEffect(on, situation, options)) ?? planNew(situation, host, options);
  if (plan.kind === 'steps' && plan.steps.length > 0 && situation.packageManager !== null) {
    return refused('package-manager-running', situation.packageManager);
  }
  return plan.kind === 'steps' && plan.steps.some(({ kind }) => kind === 'unlock') ? (beforeUpdate(situation, options) ?? plan) : plan;
}

/** ostree would wait for its lock without a word, and writes no hotfix without dropping the deployment that is staged. */
function beforeUpdate({ update }: Situation, { hotfix }: UpOptions): Plan | null {
  if (update.atWork) return refused('update-at-work', hotfix ? 'hotfix' : '');
  return hotfix && update.isStaged ? refused('update-staged') : null;
}

function withoutEffect(plan: Plan, { mounts }: Situation, { size, storage, typed }: UpOptions): Plan {
  if (plan.kind === 'refused') return plan;
  const isElsewhere = storage !== null && storageInUse(mounts) !== storageFolder(storage);
  const notes: Note[] = [
    ...(size === null ? [] : [{ kind: 'size-not-changed' } as const]),
    ...(isElsewhere ? [{ kind: 'storage-not-changed' } as const] : []),
    ...(typed?.backend ? [{ kind: 'backend-not-changed' } as const] : []),
    ...(typed?.noFollow && mounts.some(isFollower) ? [{ kind: 'follow-not-changed' } as const] : []),
  ];
  return { ...plan, notes: [...plan.notes, ...notes] };
}

/** Returns a plan for hosts where no mount is needed or none would help, else null. */
function settled(host: Host, facts: Facts, options: UpOptions): Plan | null {
  if (host.environment === 'container' || host.environment === 'build') return refused('container');
  if (host.usrOverlay?.backend === 'sysext') return host.usr.writable === true ? nothing('already-sysext-mutable') : refused('sysext-merged');
  if (host.stoppedAfterError) return refused('stopped-after-error');
  if (host.usr.writable !== true && isEtcReadOnly(facts)) return refused('etc-read-only');
  if (host.usr.writable !== true) return null;
  if (host.usrOverlay !== null || host.imageManager !== null || options.hotfix) return null;
  return nothing(alreadyWritable(host));
}

/** Says only what the mounts tell: a live system may keep its changes, and an installed one may not. */
function alreadyWritable({ environment, usr, usrKept }: Host): Outcome {
  if (usrKept === true) return usr.fsType === 'overlay' || usr.fsType === 'aufs' ? 'already-kept' : 'already-writable';
  if (usrKept === null || environment === 'live') return usrKept === null ? 'already-unknown' : 'already-live';
  return usr.mountPoint === '/usr' ? 'already-in-memory' : 'already-root-transient';
}

/** dpkg writes into /etc after it has written into /usr, and would stop half-way. A merged systemd-confext makes /etc read-only, too. */
function isEtcReadOnly({ mounts }: Facts): boolean {
  const etc = topMountAt(mounts, '/etc');
  return etc !== null && !isWritableMount(etc);
}

function planNew(situation: Situation, host: Host, options: UpOptions): Plan {
  const choice = chooseBackend(host, situation.facts, options);
  if ('reason' in choice) return refused(choice.reason);
  if (!host.overlayfs) return refused('no-overlayfs');
  if (host.overlayDepth >= MOST_OVERLAYS) return refused('too-deep');
  const { backend } = choice;
  if (options.size !== null && backend !== 'native') return refused('size-needs-native', backend);
  if (options.storage !== null && backend !== 'native') return refused('storage-needs-native', backend);
  const place = backend === 'native' ? choosePlace(options) : null;
  const obstacle = place && obstacleToStorage(place, situation.mounts);
  if (place && obstacle !== null) return refused(place === options.storage ? 'storage-refused' : 'storage-misconfigured', `${place.path} ${obstacle}`);
  const storage = planStorage([], place, backend === 'native' ? (options.size ?? options.defaultSize) : null);
  const followers = planFollowers(options.hotfix ? { ...situation, candidates: [] } : situation, storage, true);
  if (followers.kind === 'refused') return followers;
  const { hold, attach, notes } = planBelowUsr(situation.mounts);
  const mount: Step[] = backend === 'native' ? planNative(followers.steps, storage, options) : [planUnlock(backend, situation, options)];
  return {
    kind: 'steps',
    steps: [
      ...planLeftovers(situation),
      ...followers.steps,
      ...hold,
      ...mount,
      ...attach,
      { kind: 'verify-up', readOnly: options.readOnly, followers: followers.followers },
      { kind: 'reload-systemd' },
    ],
    outcome: options.hotfix ? 'mounted-hotfix' : options.readOnly ? 'mounted-read-only' : 'mounted-read-write',
    notes: [...choice.notes, ...(options.typed?.noFollow && !options.hotfix ? [{ kind: 'database-stays' } as const] : []), ...followers.notes, ...remounted(host), ...notes, ...broken(situation)],
  };
}

/** Followers whose overlay is gone still hold what was installed in it, so they are removed first, as are ostree's stale state files. */
function planLeftovers(situation: Situation): Step[] {
  return planTakeOff({ ...situation, layerFolders: [] });
}

/** bootc knows --read-only since 1.15.0. On ostree hosts it only calls `ostree admin unlock`, so that can replace it. */
function planUnlock(program: 'bootc' | 'ostree', { facts }: Situation, options: UpOptions): Step {
  const isSame = program === 'bootc' && options.readOnly && facts.ostreeBooted && facts.environment.ostree === 'yes';
  return { kind: 'unlock', program, words: unlockWords(program, options), ...(isSame && { otherwise: unlockWords('ostree', options) }) };
}

function planNative(before: readonly Step[], storage: Storage, options: UpOptions): Step[] {
  const folder = `${storage.folder}/usr`;
  return [
    ...(before.length > 0 ? [] : storage.steps),
    { kind: 'make-layers', folder, like: '/usr' },
    { kind: 'mount-overlay', source: NATIVE_SOURCE, on: '/usr', folder, readOnly: options.readOnly },
  ];
}

/** An overlay still goes on top, but what was written to /usr before is in the deployment for good. */
function remounted(host: Host): Note[] {
  return host.usr.writable === true && host.imageManager !== null && host.usrOverlay === null ? [{ kind: 'deployment-writable' }] : [];
}

/** dpkg keeps complaining about these packages in the overlay, and the repair must be done without it. */
function broken({ brokenPackages }: Situation): Note[] {
  return brokenPackages.length > 0 ? [{ kind: 'packages-broken', names: brokenPackages }] : [];
}

function refused(reason: RefusalReason, detail = ''): Plan {
  return { kind: 'refused', reason, detail };
}

function nothing(outcome: Outcome): Plan {
  return { kind: 'steps', steps: [], outcome, notes: [] };
}
