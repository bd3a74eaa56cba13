// What `usr-overlay down` does on a host in a given state.

import { describeHost, type Host } from '../core/host.ts';
import { topMountAt } from '../core/mountinfo.ts';
import type { Plan, RefusalReason, Step } from '../core/overlay-plan.ts';
import { isFollower } from './plan-followers.ts';
import { planTakeOff, removableOverlays } from './plan-take-off.ts';
import type { Situation } from './situation.ts';

export function planDown(situation: Situation): Plan {
  const host = describeHost(situation.facts);
  const reason = obstacleOf(host, removableOverlays(situation).length > 0);
  if (reason !== null) return { kind: 'refused', reason, detail: '' };
  const over = mountOverFollower(situation);
  if (over !== null) return { kind: 'refused', reason: 'mounted-over', detail: over };
  const steps = planTakeOff(situation);
  if (steps.length === 0) return { kind: 'steps', steps, outcome: 'nothing-to-take-off', notes: [] };
  if (situation.packageManager !== null) return { kind: 'refused', reason: 'package-manager-running', detail: situation.packageManager };
  const check: Step[] = [{ kind: 'verify-down' }, { kind: 'reload-systemd' }];
  const outcome = steps.some((step) => step.kind === 'unmount' && step.on === '/usr') ? 'taken-off' : 'leftovers-removed';
  return { kind: 'steps', steps: [...steps, ...check], outcome, notes: [] };
}

function obstacleOf(host: Host, isRemovable: boolean): RefusalReason | null {
  if (host.environment === 'container' || host.environment === 'build') return 'container';
  if (host.usrOverlay === null || isRemovable) return null;
  if (host.usr.mountPoint !== '/usr') return 'is-root-transient';
  if (host.usrOverlay.backend === 'sysext') return 'sysext-merged';
  return host.usrOverlay.backend === 'unknown' ? 'is-unknown' : 'is-hotfix';
}

/** An unmount takes the topmost mount of its place, so that must be ours. */
function mountOverFollower({ mounts }: Situation): string | null {
  const covered = mounts.find((mount) => isFollower(mount) && !isFollower(topMountAt(mounts, mount.mountPoint)));
  return covered?.mountPoint ?? null;
}
