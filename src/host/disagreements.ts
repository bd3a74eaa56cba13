// This file finds where ostree, bootc or leftovers contradict the mount table, and says what that means. The mount table is right.

import type { Facts } from './facts.ts';
import { isOurs } from './followers.ts';
import type { Host } from './host.ts';
import { isWritableMount, topMountAt, type Mount } from '../text/mountinfo.ts';
import type { Unlocked } from './ostree.ts';

/** Returns one sentence per disagreement, without a prefix. */
export function disagreements(host: Host, facts: Facts, mounts: readonly Mount[]): string[] {
  const found = [
    host.unlockedElsewhere ? 'PID 1 has a writable overlay on /usr, which this mount namespace does not see' : ostreeDiffers(host, facts),
    host.persistentHidden ? 'the overlay on /usr hides the persistent one, and what is installed there. To remove only this one: `usr-overlay down`' : null,
    bootcDiffers(host, facts),
    host.managerNote,
    host.followersLost ? FOLLOWERS_LOST : null,
    host.usrOverlay === null && mounts.some(isOurs)
      ? 'overlays that followed one on /usr are left without it. To remove them: `usr-overlay down`'
      : null,
  ];
  return found.filter((line) => line !== null);
}

/** systemd's soft-reboot unmounts all but /usr and what holds no files of its own: systemd-soft-reboot.service(8). */
export const FOLLOWERS_LOST =
  'the folders that followed the overlay on /usr have lost their overlays, as after a soft-reboot, so the package database does not list what is in /usr. Reboot, or remove the overlay too: `usr-overlay down --lazy`';

function ostreeDiffers(host: Host, facts: Facts): string | null {
  const said = facts.bootedDeployment?.unlocked ?? (host.staleUnlock ? facts.unlockedFiles[0]?.unlocked : undefined);
  const seen = unlockedByMounts(host);
  if (said === undefined || said === seen) return null;
  return `ostree says ${said}: ${meaning(said, seen, host, facts)}`;
}

/** Returns what ostree would say if it believed the mount table; parseOstreeStatus explains its words. */
function unlockedByMounts(host: Host): Unlocked {
  if (host.usrOverlay?.backend !== 'ostree' || host.usr.mountPoint !== '/usr') return 'none';
  if (host.usrOverlay.persistence === 'persistent') return 'hotfix';
  return host.usrOverlay.accessMode === 'readOnly' ? 'transient' : 'development';
}

function meaning(said: Unlocked, seen: Unlocked, host: Host, facts: Facts): string {
  if (host.usrOverlay?.backend === 'sysext') return 'a merged system extension is on its overlay';
  if (said === 'none') return 'its unlock was interrupted. To remove the overlay: `usr-overlay down`';
  if (seen === 'none') return 'its overlay is gone, and ostree refuses another. To clear that: `usr-overlay down`';
  const first = topMountAt(facts.mountsOfPid1 ?? facts.mounts, '/usr');
  const here = first && isWritableMount(first) === (seen === 'development') ? 'now' : 'in this mount namespace only';
  return `its overlay on /usr is ${seen === 'transient' ? 'read-only' : 'read/write'} ${here}`;
}

/** On a composefs host bootc takes any mount point for an overlay; on others it asks ostree. */
function bootcDiffers(host: Host, facts: Facts): string | null {
  if (facts.bootcStatus === null || host.usr.mountPoint !== '/usr') return null;
  const said = facts.bootcStatus.usrOverlay;
  const { usrOverlay } = host;
  if (said === null) return usrOverlay && usrOverlay.backend !== 'sysext' ? 'bootc says that no overlay is on /usr' : null;
  if (usrOverlay?.accessMode === said.accessMode && usrOverlay.persistence === said.persistence) return null;
  return `bootc says that the overlay on /usr is ${said.persistence} and ${said.accessMode}`;
}
