// This file plans what `usr-overlay down` does.

import { describeHost, type Host } from '../host/host.ts';
import type { Holder } from '../holders/holders.ts';
import { topMountAt } from '../text/mountinfo.ts';
import type { Note, Outcome, Plan, RefusalReason, Step } from './plan.ts';
import { isPersistentMount } from '../host/usr-overlay.ts';
import { isFollower } from '../host/followers.ts';
import { isPersistentKept, planTakeOff, removableOverlays } from './plan-take-off.ts';
import type { Situation } from './situation.ts';
import type { UsrOverlay } from '../host/usr-overlay.ts';

/** Holds who uses the overlay, and what may be done about it. */
export type Use = {
  holders: readonly Holder[];
  /** With `--lazy` the overlay is removed although processes use it. */
  lazy: boolean;
  /** These running systemd units are provided only by the overlay, and are stopped first. */
  units: readonly string[];
  /** Tells whether units were to be stopped, even if there are none. */
  stop: boolean;
  /** Only the persistent overlays that are not mounted go. */
  parked?: boolean;
};

/** Returns the steps that remove the overlay (none where there is none), or why it cannot be removed. */
export function planDown(situation: Situation, use: Use = { holders: [], lazy: false, units: [], stop: false }): Plan {
  const host = describeHost(situation.facts);
  if (use.parked) return planDownParked(situation);
  const reason = obstacleOf(host, removableOverlays(situation).length > 0);
  if (reason !== null) return { kind: 'refused', reason, detail: detailOf(reason, host, situation) };
  const over = mountOverFollower(situation);
  if (over !== null) return { kind: 'refused', reason: 'mounted-over', detail: over };
  const steps = planTakeOff(situation);
  const discards = discardsPersistent(situation, steps.length > 0);
  if (steps.length === 0 && !discards) return { kind: 'steps', steps, outcome: 'nothing-to-take-off', notes: [] };
  if (situation.packageManager !== null) return { kind: 'refused', reason: 'package-manager-running', detail: situation.packageManager };
  const isOn = steps.some((step) => step.kind === 'unmount' && step.on === '/usr');
  const holders = isOn ? use.holders.filter((each) => isInTheWay(each, use.units)) : [];
  if (holders.length > 0 && !use.lazy) return { kind: 'refused', reason: 'held', detail: host.followersLost ? 'followers-lost' : use.stop ? 'stop' : '', holders };
  const stop: Step[] = use.units.length > 0 ? [{ kind: 'stop-units', units: use.units }] : [];
  const [first, last]: [Step[], Step[]] = discards ? [[{ kind: 'disable-persistent' }], removal(situation)] : [[], []];
  const before = [...stop, ...lastLook(steps, isOn && !use.lazy), ...first];
  const check: Step[] = [{ kind: 'verify-down' }, ...last, { kind: 'reload-systemd' }];
  const notes: Note[] = holders.length > 0 ? [{ kind: 'still-held', count: holders.length }] : [];
  return { kind: 'steps', steps: [...before, ...steps, ...check], outcome: outcomeOf(isOn, discards, isPersistentKept(situation)), notes };
}

/** The one that is mounted stays; what is mounted over it does not matter. */
function planDownParked({ mounts, persistent }: Situation): Plan {
  const isOn = mounts.some((mount) => mount.mountPoint === '/usr' && isPersistentMount(mount));
  const { parked = null, stored = [] } = persistent ?? {};
  if (isOn ? stored.length < 2 : parked === null) return { kind: 'steps', steps: [], outcome: 'no-parked', notes: [] };
  return { kind: 'steps', steps: [{ kind: isOn ? 'disable-parked' : 'disable-persistent' }, ...(isOn ? [{ kind: 'remove-persistent' } as const] : removal({ persistent }))], outcome: isOn ? 'parked-discarded' : 'persistent-discarded', notes: [] };
}

/** The last layers take with them what is mounted in their place. */
function removal({ persistent }: Pick<Situation, 'persistent'>): Step[] {
  return [{ kind: 'remove-persistent' }, ...(persistent?.elsewhere ? [{ kind: 'unbind-persistent' } as const] : [])];
}

/** One that is parked goes only where there is nothing else to take off: `down` of a transient overlay must not take it along. */
function discardsPersistent(situation: Situation, hasSteps: boolean): boolean {
  return removableOverlays(situation).some(isPersistentMount) || (situation.persistent !== null && !hasSteps && !isPersistentKept(situation));
}

function outcomeOf(isOn: boolean, discards: boolean, isKept: boolean): Outcome {
  if (discards) return isOn ? 'persistent-taken-off' : 'persistent-discarded';
  if (!isOn) return 'leftovers-removed';
  return isKept ? 'uncovered' : 'taken-off';
}

/** Writing the record takes time after the plan is made; whoever came in between must lose neither /usr nor the database. */
function lastLook(steps: readonly Step[], withHolders: boolean): Step[] {
  const isMounted = steps.some((step) => step.kind === 'unmount');
  return [...(isMounted ? [{ kind: 'check-package-managers' } as const] : []), ...(withHolders ? [{ kind: 'check-holders' } as const] : [])];
}

/** Our own callers do not count, nor processes that use an overlay which is gone already. */
export function isInTheWay(holder: Holder, units: readonly string[]): boolean {
  return !holder.own && !holder.detached && (holder.unit === null || !units.includes(holder.unit));
}

function obstacleOf(host: Host, isRemovable: boolean): RefusalReason | null {
  if (host.environment === 'container' || host.environment === 'build') return 'container-down';
  if (host.usrOverlay === null || isRemovable) return null;
  if (host.usr.mountPoint !== '/usr') return host.usrOverlay.persistence === 'transient' ? 'is-root-transient' : 'is-foreign-root';
  if (host.usrOverlay.backend === 'sysext') return 'sysext-merged';
  return host.usrOverlay.backend === 'unknown' ? foreign(host.usrOverlay) : 'is-hotfix';
}

function foreign({ persistence, upperdir }: UsrOverlay): RefusalReason {
  if (upperdir === null || persistence === 'transient') return 'is-unknown';
  return persistence === 'persistent' ? 'is-at-boot' : 'is-on-disk';
}

function detailOf(reason: RefusalReason, { sudo, usrOverlay }: Host, { wayBack }: Situation): string {
  if (reason === 'is-on-disk' || reason === 'is-at-boot') return usrOverlay?.upperdir ?? '';
  return reason === 'is-hotfix' && wayBack !== null ? `${sudo ? 'sudo ' : ''}${wayBack}` : '';
}

/** umount(8) removes the topmost mount, so a mount over ours must go first. */
function mountOverFollower({ mounts }: Situation): string | null {
  const covered = mounts.find((mount) => isFollower(mount) && !isFollower(topMountAt(mounts, mount.mountPoint)));
  return covered?.mountPoint ?? null;
}
