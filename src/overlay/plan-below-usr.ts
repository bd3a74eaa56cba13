// This file plans what becomes of the mounts below /usr when an overlay covers them: its lower layer is a single file system.

import { topMountAt, type Mount } from '../text/mountinfo.ts';
import type { Note, Step } from './plan.ts';

/** Returns the steps before and after the overlay is mounted: /usr/local on a disk, or a driver's files that are bound there, stay in sight. */
export function planBelowUsr(mounts: readonly Mount[]): { hold: Step[]; attach: Step[]; notes: Note[] } {
  const below = [...new Set(mounts.map(({ mountPoint }) => mountPoint))].filter((path) => path.startsWith('/usr/') && isInSight(path, mounts)).sort();
  const isOnDemand = (path: string): boolean => topMountAt(mounts, path)?.fsType === 'autofs';
  // What is mounted below one of them comes with it.
  const outermost = below.filter((path) => !below.some((other) => path.startsWith(`${other}/`)));
  const places = outermost.filter((path) => !isOnDemand(path));
  const left = outermost.filter(isOnDemand);
  return {
    hold: places.length > 0 ? [{ kind: 'hold-mounts', places }] : [],
    attach: places.length > 0 ? [{ kind: 'attach-mounts', places }] : [],
    notes: [...noteOf('stays-mounted', places), ...noteOf('hides', left)],
  };
}

/** A mount is covered where the one that it is mounted on lies below another mount on its way. */
function isInSight(path: string, mounts: readonly Mount[]): boolean {
  const [lowest] = mounts.filter(({ mountPoint }) => mountPoint === path);
  const usr = topMountAt(mounts, '/usr') ?? topMountAt(mounts, '/');
  for (let mount = lowest; mount; mount = mounts.find(({ id }) => id === mount?.parent && id !== mount.id)) {
    if (mount.id === usr?.id) return true;
  }
  return usr === null;
}

function noteOf(kind: 'stays-mounted' | 'hides', folders: readonly string[]): Note[] {
  return folders.length > 0 ? [{ kind, folders }] : [];
}
