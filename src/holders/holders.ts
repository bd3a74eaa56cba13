// Processes that keep an overlay on /usr busy, and why. Parsing of what /proc says of them.

import type { Facts } from '../host/facts.ts';
import type { Mount } from '../text/mountinfo.ts';
import { describeOverlay } from '../host/usr-overlay.ts';

export type HoldKind = 'exe' | 'map' | 'cwd' | 'root' | 'fd';

export type HoldReason = {
  kind: HoldKind;
  path: string;
  /** The file was removed, or replaced, since. */
  deleted: boolean;
  /** An open file that can be written to. */
  writable: boolean;
};

export type Holder = {
  pid: number;
  /** The name, or the number where it has none. */
  user: string;
  command: string;
  /** The systemd unit that it belongs to. */
  unit: string | null;
  reasons: HoldReason[];
  /** This program itself, what called it (its shell, sudo, the login; systemctl), or what reads its output. */
  own: boolean;
  /** `run`: one of its own in which the overlay is writable and the host's is not; `other`: any other than PID 1's. */
  namespace: 'host' | 'run' | 'other';
  /** The overlay that it holds was unmounted lazily. */
  detached: boolean;
};

/** The overlays on /usr in a mount table. `devices`: those on the host's /usr; another table may have copies of one that is gone. */
export function overlaysOnUsr(mounts: readonly Mount[], facts: Facts, devices: ReadonlySet<string>): Mount[] {
  return mounts.filter((mount) => mount.fsType === 'overlay' && mount.mountPoint === '/usr' && mount.root === '/' && (devices.has(mount.device) || isTransient(mount, facts)));
}

function isTransient(mount: Mount, facts: Facts): boolean {
  const { backend, persistence } = describeOverlay(mount, facts);
  return persistence === 'transient' && backend !== 'unknown' && backend !== 'sysext';
}

export type MappedFile = { range: string; device: string; path: string };

/** The mapped files of /proc/PID/maps, each once; the device in decimal, as mountinfo has it: proc_pid_maps(5). */
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
 * Whether a path in an overlay that is mounted nowhere any more can be one of an overlay on /usr: the kernel then shows it from
 * that mount's own root, as in /bin/sleep. An overlay of another kind, a container's or an initramfs', has other names there.
 */
export function couldBeUsr(path: string, namesInUsr: ReadonlySet<string>): boolean {
  const [, first = ''] = splitDeleted(path).path.split('/');
  return first === '' || namesInUsr.has(first);
}

/** The path without the kernel's mark, and whether that was there. */
export function splitDeleted(path: string): { path: string; deleted: boolean } {
  return path.endsWith(' (deleted)') ? { path: path.slice(0, -10), deleted: true } : { path, deleted: false };
}
