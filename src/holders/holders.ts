// This file describes the processes that keep an overlay on /usr busy, and parses what /proc says about them.

import type { Facts } from '../host/facts.ts';
import type { Mount } from '../text/mountinfo.ts';
import { describeOverlay, isPersistentMount } from '../host/usr-overlay.ts';

/** `map` is a file mapped into memory, such as a library; `fd` is an open file. */
export type HoldKind = 'exe' | 'map' | 'cwd' | 'root' | 'fd';

/** Holds one file or folder in the overlay that a process uses, and how. */
export type HoldReason = {
  kind: HoldKind;
  path: string;
  /** The file was removed or replaced after the process opened it. */
  deleted: boolean;
  /** The file is open for writing. */
  writable: boolean;
};

/** Holds one process that uses the overlay. */
export type Holder = {
  pid: number;
  /** The name of the user, or the number where it has no name. */
  user: string;
  command: string;
  /** The systemd unit that the process belongs to, or null. */
  unit: string | null;
  reasons: HoldReason[];
  /** The process is this program, one that called it (shell, sudo, login), or one that reads its output. */
  own: boolean;
  /** `host` is PID 1's mount namespace, `run` that of a `usr-overlay run` (only there is the overlay writable), `other` any other. */
  namespace: 'host' | 'run' | 'other';
  /** The overlay was unmounted lazily while this process used it. */
  detached: boolean;
};

/** Returns the overlays on /usr in a mount table. `devices` are those on the host's /usr; a namespace may keep copies of old ones. */
export function overlaysOnUsr(mounts: readonly Mount[], facts: Facts, devices: ReadonlySet<string>): Mount[] {
  return mounts.filter((mount) => mount.fsType === 'overlay' && mount.mountPoint === '/usr' && mount.root === '/' && (devices.has(mount.device) || isTransient(mount, facts)));
}

function isTransient(mount: Mount, facts: Facts): boolean {
  const { backend, persistence } = describeOverlay(mount, facts);
  return isPersistentMount(mount) || (persistence === 'transient' && backend !== 'unknown' && backend !== 'sysext');
}

export type MappedFile = { range: string; device: string; path: string };

/** Returns each mapped file of /proc/PID/maps once; the device is `major:minor` in decimal as in mountinfo: proc_pid_maps(5). */
export function parseMaps(text: string): MappedFile[] {
  const found = new Map<string, MappedFile>();
  for (const line of text.split('\n')) {
    const [, range, major = '', minor = '', path] = /^(\S+) \S+ \S+ ([0-9a-f]+):([0-9a-f]+) [1-9]\d* +(\/.*)$/.exec(line) ?? [];
    if (range === undefined || path === undefined || found.has(path)) continue;
    found.set(path, { range: range.replace(/\b0+(?=[0-9a-f])/g, ''), device: `${parseInt(major, 16)}:${parseInt(minor, 16)}`, path });
  }
  return [...found.values()];
}

/**
 * Tells whether a path in an overlay that is no longer mounted anywhere may have been in /usr. The kernel then shows it from that
 * overlay's own root, as /bin/sleep; the overlay of a container or an initramfs has other names at its top.
 */
export function couldBeUsr(path: string, namesInUsr: ReadonlySet<string>): boolean {
  const [, first = ''] = splitDeleted(path).path.split('/');
  return first === '' || namesInUsr.has(first);
}

/** Splits off the kernel's " (deleted)". */
export function splitDeleted(path: string): { path: string; deleted: boolean } {
  return path.endsWith(' (deleted)') ? { path: path.slice(0, -10), deleted: true } : { path, deleted: false };
}
