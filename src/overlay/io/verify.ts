// This file checks the host after the mounts: the mount table and access(2) must both agree, because programs that exited with 0
// have left /usr unchanged: https://github.com/ostreedev/ostree/issues/2653

import { topMountAt, isWritableMount, type Mount } from '../../text/mountinfo.ts';
import { STORAGE } from '../../places.ts';
import { isEnabled } from '../../persist/io/store.ts';
import { isPersistentMount, NATIVE_SOURCE } from '../../host/usr-overlay.ts';
import { isWritable, readMounts } from '../../system/mounts/mounts.ts';
import { isFollower, isOurs } from '../../host/followers.ts';
import { locate } from '../../system/processes/locate.ts';
import { exitCodeOf, HANGS } from '../../system/processes/run-program.ts';

/** Returns null when all is as planned, else what is wrong. */
export function verifyUp(readOnly: boolean, followers: readonly string[]): string | null {
  const mounts = readMounts();
  const missing = followers.find((path) => !isFollower(topMountAt(mounts, path)) || !isWritable(path));
  if (missing !== undefined) return `the overlay on ${missing} is not there`;
  const usr = topMountAt(mounts, '/usr') ?? topMountAt(mounts, '/');
  if (usr?.fsType !== 'overlay') return `no overlay arrived on /usr${whyNot(mounts)}`;
  if (readOnly && isWritableMount(usr)) return 'the overlay on /usr is read/write, not read-only';
  if (!readOnly && !(isWritableMount(usr) && isWritable('/usr'))) return 'the overlay on /usr is there, but /usr cannot be written';
  return verifyExecution();
}

/**
 * Returns null where programs can be executed through the overlay. SELinux may deny that to whoever mounted it, and it denies it by the
 * program's label: a package manager has one of its own.
 */
export function verifyExecution(): string | null {
  const stuck = ['true', 'dpkg', 'rpm'].flatMap((name) => locate(name) ?? []).find((path) => exitCodeOf(path, ['--version'], { timeout: HANGS }) === null);
  return stuck === undefined ? null : `the overlay on /usr is there, but ${stuck} cannot be executed through it`;
}

/** Without this tmpfs, everything written to the overlay would end up in /run. */
export function verifyStorage(): string | null {
  return readMounts().some((mount) => mount.mountPoint === STORAGE && isOurs(mount)) ? null : `the tmpfs on ${STORAGE} is not there`;
}

export function verifyDown(): string | null {
  const mounts = readMounts();
  // A persistent overlay that is still enabled is to stay: what lay over it was taken off.
  const isToStay = isEnabled();
  const left = mounts.find((mount) => (isOurs(mount) || (mount.mountPoint === '/usr' && mount.source === NATIVE_SOURCE)) && !(isToStay && isPersistentMount(mount)));
  return left ? `the mount on ${left.mountPoint} is still there` : null;
}

/** ostree mounts from its own mount namespace and relies on the host's mounts being shared. */
function whyNot(mounts: readonly Mount[]): string {
  const isShared = topMountAt(mounts, '/')?.propagation.some((word) => word.startsWith('shared:')) === true;
  return isShared ? '' : ': / is mounted privately, so that a mount from another namespace does not reach it. To mount it without another namespace: `usr-overlay up --backend native`';
}
