// This file tells whether what is written somewhere is still there after a reboot: the mount table shows what a mount stores its changes
// in, and the kernel command line what an initramfs has put there.

import { DRACUT_DISKS, type Facts } from './facts.ts';
import { mountAround, optionValue, topMountAt, type Mount } from '../text/mountinfo.ts';

/** Returns for an absolute path: false where a reboot takes what is written there, true where it stays, null where that is not known. */
export function isKept(path: string, facts: Facts): boolean | null {
  const mount = facts.mounts && mountAround(facts.mounts, path);
  return mount && isMountKept(mount, facts);
}

/** Returns the same for a mount: an overlay keeps what its upper layer keeps. */
export function isMountKept(mount: Mount, facts: Facts): boolean | null {
  if (IN_MEMORY.has(mount.fsType) || /^\/dev\/z?ram\d+$/.test(mount.source)) return false;
  // Fedora's live systems without overlayfs: a snapshot device, whose changes are in memory or on a persistent disk.
  if (!isUnion(mount)) return mount.source.startsWith('/dev/mapper/live-') ? null : true;
  // bootc's transient overlays have a tmpfs that no path leads to: crates/initramfs/src/lib.rs.
  if (mount.source.startsWith('transient')) return false;
  const upper = optionValue(mount.superOptions, 'upperdir') ?? '';
  const found = storageOf(mount, facts);
  // A table without /run is cut short.
  const storage = found?.mountPoint === '/' && IN_RUN.test(upper) ? null : found;
  // Storage on yet another overlay is of no kind that is known.
  if (storage !== null) return isUnion(storage) ? null : isStorageKept(storage, facts);
  if (IN_RUN.test(upper)) return false;
  return mount.mountPoint === '/' && (isRootForgotten(facts) || (mount.source === 'rootfs' && MADE_AT_BOOT.test(upper))) ? false : null;
}

/** Tells whether a mount shows the files of several layers, of which the upper one takes the changes. */
export function isUnion(mount: Mount): boolean {
  return mount.fsType === 'overlay' || mount.fsType === 'aufs';
}

/**
 * Returns the mount that holds an overlay's upper directory; null where the table does not show it. A path of an overlay on / was named in
 * the initramfs, whose / was another one: there only a mount counts that is still on the way to it.
 */
export function storageOf(mount: Mount, { mounts }: Pick<Facts, 'mounts'>): Mount | null {
  const upper = optionValue(mount.superOptions, 'upperdir');
  const linked = upper === DRACUT_UPPER ? DRACUT_DISKS.map((path) => topMountAt(mounts, path)).find((found) => found !== null) : undefined;
  if (linked) return linked;
  if (upper?.startsWith('/') !== true || upper.startsWith('/proc/')) return null;
  const around = mountAround(mounts ?? [], upper);
  return around?.mountPoint === '/' && (mount.mountPoint === '/' || isUnion(around)) ? null : around;
}

/** Is a folder in memory, or a link to one on the disk of `rd.live.overlay=` or `rd.overlay=`: dracut.cmdline(7). */
const DRACUT_UPPER = '/run/overlayfs';

const IN_RUN = /^\/(run|dev\/shm)\//;
const IN_MEMORY = new Set(['tmpfs', 'ramfs', 'devtmpfs']);

/** overlayroot's crypt mode makes a device with a random key at each boot, unless its password is given: see overlayroot.conf. */
function isStorageKept(storage: Mount, facts: Facts): boolean | null {
  return storage.source === '/dev/mapper/secure' && facts.kernelArguments.some((word) => /^"?overlayroot="?crypt/.test(word)) ? null : isMountKept(storage, facts);
}

/**
 * Tells whether / was covered by an overlay on a tmpfs that is out of sight: by raspi-config (boot=overlay), overlayroot, bilibop-lockfs(7),
 * fsprotect or systemd-volatile-root, which leaves a link in /run.
 */
function isRootForgotten({ kernelArguments, environment }: Facts): boolean {
  return environment['volatile-root'] === 'yes' || kernelArguments.some((word) => FORGETS.test(word));
}

/** grub-btrfs makes its tmpfs on a folder of mktemp(1)'s, and leaves no other sign: its overlay_snap_ro-hook. */
const MADE_AT_BOOT = /^\/tmp\.[A-Za-z0-9]{6,}\/upper$/;

const FORGETS = /^(boot=overlay|"?overlayroot="?tmpfs\b.*|lockfs(=.*)?|fsprotect(=.*)?|systemd\.volatile=overlay)$/;
