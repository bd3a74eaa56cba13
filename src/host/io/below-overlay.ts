// The host as it would be without the overlay on /usr and what follows it, to look at while they are on: a mount hides what it lies on.

import { closeSync, existsSync, statSync } from 'node:fs';
import type { Facts } from '../facts.ts';
import { isFollower } from '../followers.ts';
import { optionValue, topMountAt } from '../../text/mountinfo.ts';
import { deploymentPath, identifyUsrOverlay } from '../usr-overlay.ts';
import { readMounts } from '../../system/mounts/mounts.ts';
import { makeNamespace } from '../../system/mounts/own-namespace.ts';

export type Below = {
  kind: 'open';
  /** The root directory of that host: put a path of the host behind it. Reading it needs root. */
  root: string;
  /**
   * The same for files in /usr. With `since` the times that they have there say nothing: what the overlay has changed after that moment.
   * Null where ostree put it on, and was not asked which deployment is booted (`gatherFully`) or did not tell.
   */
  usr: { root: string; since: number | null } | null;
  /** The mount points whose overlay is off there; / for a transient root. */
  without: readonly string[];
  close: () => void;
};

/** `line` says what stands in the way. The host itself notices nothing. */
export async function openBelow(facts: Facts): Promise<Below | { kind: 'failed'; line: string }> {
  if (identifyUsrOverlay(facts) !== null && topMountAt(facts.mounts, '/usr') === null) return belowRoot(facts);
  const followers = readMounts().filter(isFollower);
  const without = [...(identifyUsrOverlay(facts) === null ? [] : ['/usr']), ...followers.map(({ mountPoint }) => mountPoint)];
  const layer = layerOfOstree(facts);
  const made = await makeNamespace(TAKE_OFF, without);
  if (made.kind === 'failed') return made;
  // Not /proc/self: programs that we start look here, too.
  const root = `/proc/${process.pid}/fd/${made.fds[1]}`;
  const usr = layer === undefined ? null : { root: layer ?? root, since: null };
  const close = (): void => {
    for (const fd of made.fds) closeSync(fd);
  };
  return { kind: 'open', root, usr, without, close };
}

/** Read-only: sqlite would leave files beside rpm's database, and what changes below a mounted overlay confuses that. */
const TAKE_OFF = `for folder; do
umount --lazy --no-mtab -- "$folder" && mount --internal-only --no-mtab --bind -o ro -- "$folder" "$folder" || exit
done`;

/**
 * ostree's overlay lies on the deployment folder itself, also where a composefs is the root (ostree_sysroot_deployment_unlock in
 * src/libostree/ostree-sysroot.c). Null for any other overlay; undefined where that folder is not known, and not what / is.
 */
function layerOfOstree(facts: Facts): string | null | undefined {
  const lower = optionValue(topMountAt(facts.mounts, '/usr')?.superOptions ?? [], 'lowerdir');
  if (lower !== 'usr') return null;
  return deploymentFolder(facts) ?? (topMountAt(facts.mounts, '/')?.fsType === 'overlay' ? undefined : null);
}

function deploymentFolder(facts: Facts): string | null {
  const path = deploymentPath(facts);
  return path !== null && existsSync(`${path}/usr/bin`) ? path : null;
}

/**
 * / cannot be taken off, and what lies below a transient one is mounted nowhere. The deployment folder has the same files, but times
 * of its own; what the image has is older than the upper directory.
 */
function belowRoot(facts: Facts): Below | { kind: 'failed'; line: string } {
  const root = deploymentFolder(facts);
  const since = Math.floor(statSync('/').birthtimeMs);
  if (root === null || since <= 0) return { kind: 'failed', line: 'no path leads to the image below the transient root' };
  return { kind: 'open', root, usr: { root, since }, without: ['/'], close: () => undefined };
}
