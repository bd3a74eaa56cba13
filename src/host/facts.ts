// This file turns the text of each probe into typed facts. It judges nothing, and no text is too broken for it.

import { parseBootcStatus, type BootcStatus } from './bootc-status.ts';
import { ENVIRONMENT_KEYS, type EnvironmentKey, type Evidence } from './evidence.ts';
import { FOLLOWERS } from './followers.ts';
import { upperFolders, parseMountinfo, throughUsrLink, type Mount } from '../text/mountinfo.ts';
import { parseAssignments, parseOsRelease } from './os-release.ts';
import { namesImage, parseDeploymentState, parseOstreeStatus, type OstreeDeployment, type UnlockedFile } from './ostree.ts';

/** Holds what is known of a host; null or an absent key means "not known", never "no". */
export type Facts = {
  /** Holds the mounts that tell what /usr, /etc and /var are and where they store changes; null where the mount table could not be read. */
  mounts: Mount[] | null;
  /** Holds the same of PID 1, where its mounts differ from ours. */
  mountsOfPid1: Mount[] | null;
  /** Holds the words of the kernel command line. */
  kernelArguments: string[];
  /** /run/ostree-booted exists. That alone proves nothing, because /run is bound into chroots and containers. */
  ostreeBooted: boolean;
  /** Lists files in /run/ostree/deployment-state, where ostree keeps what it believes to be unlocked. */
  unlockedFiles: UnlockedFile[];
  /** Describes the booted deployment in ostree's words; null where ostree was not asked. */
  bootedDeployment: OstreeDeployment | null;
  /** Tells by its origin file whether the booted deployment comes from a container image: bootc manages no other. Null where not known. */
  deployedFromImage: boolean | null;
  /** Null where bootc was not asked, is not installed, or gave no usable answer. */
  bootcStatus: BootcStatus | null;
  /** Says why an installed bootc gave no usable answer, in words that follow its name. Null where it did, and where nobody asked. */
  bootcSilence: string | null;
  /** Holds the real paths of the existing package databases. */
  databases: string[];
  environment: Partial<Record<EnvironmentKey, string>>;
  distribution: { id: string; name: string } | null;
};

/** The mount points that containers have and hosts have not; see `hasContainerMounts`. */
const CONTAINER_MOUNT_POINTS = ['/dev/termination-log', '/etc/hosts', '/etc/hostname', '/proc/uptime'] as const;

/** dracut mounts the disk of a live system's changes here, and names a link that leads to it as the overlay's upper directory. */
export const DRACUT_DISKS = ['/run/initramfs/overlayfs', '/run/overlayfs-backing'] as const;

const MOUNT_POINTS = ['/', '/usr', '/sysroot', '/etc', '/var', '/var/lib', '/boot', '/boot/efi', '/boot/firmware', ...FOLLOWERS, ...CONTAINER_MOUNT_POINTS, ...DRACUT_DISKS];

/** Parses all probes; never throws. */
export function parseFacts(evidence: Evidence): Facts {
  const environment = parseEnvironment(evidence.environment ?? '');
  const databases = (environment.databases ?? '').split(':').filter((path) => path.startsWith('/'));
  const release = parseOsRelease(evidence['os-release'] ?? '');
  return {
    mounts: parseMounts(evidence.mountinfo, databases, environment['usr-path']),
    mountsOfPid1: parseMounts(evidence['mountinfo-pid1'], databases, environment['usr-path']),
    kernelArguments: (evidence.cmdline ?? '').split(/\s+/).filter((word) => word !== ''),
    ostreeBooted: evidence['ostree-booted'] !== undefined,
    unlockedFiles: parseDeploymentState(evidence['run-ostree.stat'] ?? ''),
    bootedDeployment: parseOstreeStatus(evidence['ostree-admin-status.json'], evidence['ostree-admin-status']),
    deployedFromImage: evidence.origin === undefined ? null : namesImage(evidence.origin),
    bootcStatus: parseBootcStatus(evidence['bootc-status.json']),
    bootcSilence: parseBootcSilence(evidence),
    databases,
    environment,
    distribution: release && { id: release.id, name: release.name },
  };
}

function parseBootcSilence(evidence: Evidence): string | null {
  if (evidence['bootc-status.json'] === undefined) return evidence['bootc-status.silence']?.trim() ?? null;
  return parseBootcStatus(evidence['bootc-status.json']) === null ? 'gave an answer that names no booted host' : null;
}

/** What is mounted where the link /usr leads counts as mounted on /usr. A database may lie where a link leads, too. */
function parseMounts(text: string | undefined, databases: readonly string[], usrPath: string | undefined): Mount[] | null {
  if (text === undefined) return null;
  const points = [...MOUNT_POINTS, ...databases, ...(usrPath === undefined ? [] : [usrPath])];
  const found = parseMountinfo(text, new Set(points));
  const uppers = upperFolders(found);
  const mounts = uppers.length > 0 ? parseMountinfo(text, new Set([...points, ...uppers])) : found;
  // A chroot that is no mount point has no root in its table, and a broken probe has no lines; neither is a mount table.
  return mounts.length > 0 ? throughUsrLink(mounts, usrPath) : null;
}

function parseEnvironment(text: string): Facts['environment'] {
  const environment: Facts['environment'] = {};
  for (const [key, value] of parseAssignments(text)) {
    const known = ENVIRONMENT_KEYS.find((name) => name === key);
    if (known) environment[known] = value;
  }
  return environment;
}
