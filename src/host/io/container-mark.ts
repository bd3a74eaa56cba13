// This file looks for the marks of a container, and for what a container forbids.

import { isThere, readText } from '../../system/files/read.ts';

/** bootc uses these marks as well (ostree-ext's container_utils.rs); the last is what systemd was told at start. */
export function containerMark(): string | undefined {
  const podman = readText('/run/.containerenv');
  if (podman !== undefined) return /^engine="([^"\n]+)"/m.exec(podman)?.[1] ?? 'podman';
  // A virtual machine made from a container may still have this file, but boots with systemd.
  if (isThere('/.dockerenv') && !isThere('/run/systemd/system')) return 'docker';
  const told = readText('/run/systemd/container')?.trim() ?? readText('/run/host/container-manager')?.trim();
  if (told !== undefined) return told;
  // containerd, CRI-O and LXC leave only these: systemd's and LXC's word in PID 1's environment, which root alone may read, and what
  // Kubernetes tells every process. PID 1 of a host has all capabilities.
  const first = readText('/proc/1/environ') ?? '';
  const word = /(?:^|\0)container=([^\0]+)/.exec(first)?.[1];
  if (word !== undefined) return word;
  if (/(?:^|\0)KUBERNETES_SERVICE_HOST=/.test(first)) return 'kubernetes';
  const engine = /\/(kubepods|docker|lxc|libpod|crio|cri-containerd|containerd)\b/.exec(readText('/proc/1/cgroup') ?? '')?.[1];
  return engine ?? (hasSysAdmin('/proc/1/status', 'CapBnd') === false ? 'unknown' : undefined);
}

/** CAP_SYS_ADMIN is number 21: capabilities(7). Returns undefined where the file does not tell. */
function hasSysAdmin(status: string, set: 'CapBnd' | 'CapEff'): boolean | undefined {
  const mask = new RegExp(`^${set}:\\s+([0-9a-f]+)$`, 'm').exec(readText(status) ?? '')?.[1];
  return mask === undefined ? undefined : ((BigInt(`0x${mask}`) >> 21n) & 1n) === 1n;
}

/** Returns `no` for root without the capability that mounting needs, else undefined. */
export function canMount(): string | undefined {
  return process.geteuid?.() === 0 && hasSysAdmin('/proc/self/status', 'CapEff') === false ? 'no' : undefined;
}
