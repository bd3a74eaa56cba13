// This file keeps what is mounted below /usr in its place while an overlay covers /usr: an overlay shows one file system alone.

import { closeSync, constants, fstatSync, openSync, statSync } from 'node:fs';
import { O_PATH } from '../../system/files/read.ts';
import { bindWhole } from '../../system/mounts/mounts.ts';
import type { ProgramResult } from '../../system/processes/run-program.ts';

/** Holds an open descriptor for the root of each mount, by its mount point. */
export type HeldMounts = Map<string, number>;

/** Opens what is mounted on these places; the descriptors still lead there when an overlay covers the places. */
export function holdMounts(places: readonly string[], held: HeldMounts): void {
  for (const place of places) held.set(place, openSync(place, O_PATH | constants.O_NOFOLLOW));
}

/** Mounts what is held on its places once more, over the overlay, with all that is mounted below it. An unmount of the overlay takes it along. */
export async function attachMounts(places: readonly string[], held: HeldMounts): Promise<ProgramResult> {
  for (const place of places) {
    const fd = held.get(place);
    if (fd === undefined) return { ok: false, line: `${place} was not held` };
    held.delete(place);
    try {
      const bound = await bindWhole(`/proc/${process.pid}/fd/${fd}`, place);
      if (!bound.ok) return bound;
      const [before, now] = [fstatSync(fd), statSync(place)];
      if (before.dev !== now.dev || before.ino !== now.ino) return { ok: false, line: `what was mounted on ${place} did not come back` };
    } finally {
      closeSync(fd);
    }
  }
  return { ok: true };
}
