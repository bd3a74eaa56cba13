// The host as it would be without the overlay on /usr and what follows it, to look at while they are on: a mount hides what it lies on.

import { closeSync, existsSync } from 'node:fs';
import type { Facts } from '../core/facts.ts';
import { FOLLOWER_SOURCE } from '../core/followers.ts';
import { optionValue, topMountAt } from '../core/mountinfo.ts';
import { identifyUsrOverlay } from '../core/usr-overlay.ts';
import { readMounts } from './mounts.ts';
import { makeNamespace } from './own-namespace.ts';

export type Below = {
  kind: 'open';
  /** The root directory of that host: put a path of the host behind it. Reading it needs root. */
  root: string;
  /** The mount points whose overlay is off there; / for a transient root. */
  without: readonly string[];
  close: () => void;
};

/** `line` says what stands in the way. The host itself notices nothing. */
export async function openBelow(facts: Facts): Promise<Below | { kind: 'failed'; line: string }> {
  if (identifyUsrOverlay(facts) !== null && topMountAt(facts.mounts ?? [], '/usr') === null) return belowRoot(facts);
  const followers = readMounts().filter(({ source, fsType }) => source === FOLLOWER_SOURCE && fsType === 'overlay');
  const without = [...(identifyUsrOverlay(facts) === null ? [] : ['/usr']), ...followers.map(({ mountPoint }) => mountPoint)];
  const made = await makeNamespace(TAKE_OFF, without);
  if (made.kind === 'failed') return made;
  return {
    kind: 'open',
    // Not /proc/self: programs that we start look here, too.
    root: `/proc/${process.pid}/fd/${made.fds[1]}`,
    without,
    close: () => {
      for (const fd of made.fds) closeSync(fd);
    },
  };
}

/** Read-only: sqlite would leave files beside rpm's database, and what changes below a mounted overlay confuses that. */
const TAKE_OFF = `for folder; do
umount --lazy --no-mtab -- "$folder" && mount --internal-only --no-mtab --bind -o ro -- "$folder" "$folder" || exit
done`;

/** / cannot be taken off. ostree leaves what lies below a transient one mounted: src/switchroot/ostree-mount-util.h, OSTREE_COMPOSEFS_LOWERMNT. */
function belowRoot(facts: Facts): Below | { kind: 'failed'; line: string } {
  const [root = ''] = optionValue(topMountAt(facts.mounts ?? [], '/')?.superOptions ?? [], 'lowerdir')?.split(':') ?? [];
  if (!root.startsWith('/') || !existsSync(`${root}/usr/bin`)) return { kind: 'failed', line: 'no path leads to the image below the transient root' };
  return { kind: 'open', root, without: ['/'], close: () => undefined };
}
