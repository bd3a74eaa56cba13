// The host as it would be with overlays taken off, to look at while they are on: a mount hides what it lies on.

import { closeSync } from 'node:fs';
import { makeNamespace } from './own-namespace.ts';

export type Below = {
  kind: 'open';
  /** The root directory of that host: put a path of the host behind it. Reading it needs root. */
  root: string;
  close: () => void;
};

/** `mountPoints`: on each of these the topmost mount is off in the view. The host itself notices nothing. */
export async function openBelow(mountPoints: readonly string[]): Promise<Below | { kind: 'failed'; line: string }> {
  const made = await makeNamespace(TAKE_OFF, mountPoints);
  if (made.kind === 'failed') return made;
  return {
    kind: 'open',
    // Not /proc/self: programs that we start look here too.
    root: `/proc/${process.pid}/fd/${made.fds[1]}`,
    close: () => {
      for (const fd of made.fds) closeSync(fd);
    },
  };
}

const TAKE_OFF = 'for folder; do umount --lazy --no-mtab -- "$folder" || exit; done';
