// This file tells what kind of system this is, a host, a container, an image build or a live system, and whether an image was booted.

import type { Facts } from './facts.ts';
import { optionValue, topMountAt, type Mount } from '../text/mountinfo.ts';

export type HostEnvironment = 'host' | 'container' | 'build' | 'live';

/** Returns the kind of system; `host` where no sign says otherwise. */
export function environmentOf(facts: Facts): HostEnvironment {
  const { container, chroot } = facts.environment;
  if (isDeployed(facts)) return 'host';
  if (container?.startsWith('buildah') === true || chroot === 'yes') return 'build';
  if (container !== undefined || hasContainerMounts(facts)) return 'container';
  return facts.kernelArguments.some((word) => LIVE_ARGUMENTS.test(word)) ? 'live' : 'host';
}

/** Tells whether / is a deployment: a bound ostree checkout, or an image's composefs (bootc without ostree has no /run/ostree-booted). */
export function isDeployed(facts: Facts): boolean {
  const root = topMountAt(facts.mounts, '/');
  if (!root) return false;
  if (root.fsType === 'overlay' && root.source.includes('composefs')) return true;
  return facts.ostreeBooted && /\/ostree\/deploy\/[^/]+\/deploy\/[^/]+$/.test(root.root);
}

/**
 * live-boot(7), casper(7) and dracut.cmdline(7) have these; newer images of Ubuntu tell only by the folder of their kernel. overlayroot=, boot=overlay and systemd.volatile= are not among them: those are
 * installed machines, whose administrator may well expect that what he installs stays.
 */
const LIVE_ARGUMENTS = /^(boot=(live|casper)|BOOT_IMAGE=(\([^)]*\))?\/(casper|live)\/.*|root=live:.*|rd\.live\.(image|overlay(=.*)?|dir=.*|ram(=.*)?))$/;

/** Tells whether the mounts are those of an engine that leaves no other mark: containerd and CRI-O for Kubernetes, LXC, systemd-nspawn. */
function hasContainerMounts({ mounts }: Facts): boolean {
  const isMountPoint = (path: string): boolean => topMountAt(mounts, path) !== null;
  // A host with a read-only /etc binds files from an /etc that is elsewhere; an engine's lie in a folder of the container.
  const isOwnFile = (path: string): boolean => topMountAt(mounts, path)?.root.endsWith(path) === true;
  if (isMountPoint('/dev/termination-log') || ['/etc/hosts', '/etc/hostname'].every((path) => isMountPoint(path) && !isOwnFile(path))) return true;
  if (topMountAt(mounts, '/proc/uptime')?.fsType === 'fuse.lxcfs') return true;
  const root = topMountAt(mounts, '/');
  return root !== null && (ENGINE_FOLDER.test(root.root) || layersOf(root).some((layer) => ENGINE_FOLDER.test(layer)));
}

/** Engines keep the root directories and the layers of their containers here. */
const ENGINE_FOLDER = /\/(containerd|docker|buildkit|containers\/storage|kubelet|lxc|lxd|incus|machines)\/./;

function layersOf(root: Mount): string[] {
  if (root.fsType !== 'overlay') return [];
  return ['lowerdir', 'upperdir'].flatMap((name) => optionValue(root.superOptions, name)?.split(':') ?? []);
}
