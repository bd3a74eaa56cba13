// This file shows the host as it would be without the overlay on /usr and its followers, while they are on and hide what is below.

import { closeSync, existsSync, statSync } from 'node:fs';
import type { Facts } from '../facts.ts';
import { isFollower } from '../followers.ts';
import { optionValue, topMountAt } from '../../text/mountinfo.ts';
import { deploymentPath, identifyUsrOverlay } from '../usr-overlay.ts';
import { readMounts } from '../../system/mounts/mounts.ts';
import { makeNamespace } from '../../system/mounts/own-namespace.ts';

/** Holds a view of the host without its overlay. */
export type Below = {
  kind: 'open';
  /** This is the root directory of that view: append a path of the host. Reading it needs root. */
  root: string;
  /**
   * Holds the same for files in /usr. With `since`, their times there mean nothing, and what changed after that moment counts as changed.
   * Null where ostree mounted the overlay and the booted deployment is unknown.
   */
  usr: { root: string; since: number | null } | null;
  /** These mount points have no overlay in the view; / stands for a transient root. */
  without: readonly string[];
  close: () => void;
};

/** Returns the view, also without the overlays on `more`, or in `line` what stands in the way. The host itself is not affected. */
export async function openBelow(facts: Facts, more: readonly string[] = []): Promise<Below | { kind: 'failed'; line: string }> {
  if (identifyUsrOverlay(facts) !== null && topMountAt(facts.mounts, '/usr') === null) return belowRoot(facts);
  const followers = readMounts().filter(isFollower);
  const without = [...(identifyUsrOverlay(facts) === null ? [] : ['/usr']), ...followers.map(({ mountPoint }) => mountPoint), ...more];
  const layer = layerOfOstree(facts);
  const made = await makeNamespace(TAKE_OFF, without);
  if (made.kind === 'failed') return made;
  // /proc/self would not do, because programs that we start look here as well.
  const root = `/proc/${process.pid}/fd/${made.fds[1]}`;
  const usr = layer === undefined ? null : { root: layer ?? root, since: null };
  const close = (): void => {
    for (const fd of made.fds) closeSync(fd);
  };
  return { kind: 'open', root, usr, without, close };
}

/** The view is read-only: sqlite would leave files beside rpm's database, and changes below a mounted overlay confuse it. */
const TAKE_OFF = `for folder; do
$IN_OWN_CONTEXT umount --lazy --no-mtab -- "$folder" && $IN_OWN_CONTEXT mount --internal-only --no-mtab --bind -o ro -- "$folder" "$folder" || exit
done`;

/**
 * ostree's overlay lies on the deployment folder itself, even where the root is a composefs (ostree_sysroot_deployment_unlock in
 * src/libostree/ostree-sysroot.c). Returns null for any other overlay, undefined where that folder is unknown and differs from /.
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
 * / cannot be unmounted, and what is below a transient root is mounted nowhere. The deployment folder has the same files with other times,
 * but whatever the image has is older than the upper directory.
 */
function belowRoot(facts: Facts): Below | { kind: 'failed'; line: string } {
  const root = deploymentFolder(facts);
  const since = Math.floor(statSync('/').birthtimeMs);
  if (root === null || since <= 0) return { kind: 'failed', line: 'no path leads to the image below the transient root' };
  return { kind: 'open', root, usr: { root, since }, without: ['/'], close: () => undefined };
}
