// From the text of each probe to typed facts. Nothing is judged here, and no text is too broken to read.

import { parseBootcStatus, type BootcStatus } from './bootc-status.ts';
import { ENVIRONMENT_KEYS, type EnvironmentKey, type Evidence } from './evidence.ts';
import { FOLLOWERS } from './followers.ts';
import { parseMountinfo, type Mount } from '../text/mountinfo.ts';
import { parseAssignments, parseOsRelease } from './os-release.ts';
import { parseDeploymentState, parseOstreeStatus, type OstreeDeployment, type UnlockedFile } from './ostree.ts';

/** What is known of a host; null or an absent key is "not known", never "no". */
export type Facts = {
  /** Only the mounts on /, /usr, /etc, /sysroot and what may follow an overlay; null where the mount table could not be read. */
  mounts: Mount[] | null;
  /** The same for PID 1, where it differs from ours. */
  mountsOfPid1: Mount[] | null;
  /** Words of the kernel command line. */
  kernelArguments: string[];
  /** True where /run/ostree-booted is. Never enough alone: /run is bound into chroots and containers. */
  ostreeBooted: boolean;
  /** Files in /run/ostree/deployment-state, where ostree keeps what it believes is unlocked. */
  unlockedFiles: UnlockedFile[];
  /** The booted deployment as ostree tells it; null where ostree was not asked. */
  bootedDeployment: OstreeDeployment | null;
  /** Null where bootc was not asked, is not there, or gave no usable answer. */
  bootcStatus: BootcStatus | null;
  /** Real paths of the package databases that are there. */
  databases: string[];
  environment: Partial<Record<EnvironmentKey, string>>;
  distribution: { id: string; name: string } | null;
};

const MOUNT_POINTS: ReadonlySet<string> = new Set(['/', '/usr', '/sysroot', '/etc', ...FOLLOWERS]);

export function parseFacts(evidence: Evidence): Facts {
  const environment = parseEnvironment(evidence.environment ?? '');
  const release = parseOsRelease(evidence['os-release'] ?? '');
  return {
    mounts: parseMounts(evidence.mountinfo),
    mountsOfPid1: parseMounts(evidence['mountinfo-pid1']),
    kernelArguments: (evidence.cmdline ?? '').split(/\s+/).filter((word) => word !== ''),
    ostreeBooted: evidence['ostree-booted'] !== undefined,
    unlockedFiles: parseDeploymentState(evidence['run-ostree.stat'] ?? ''),
    bootedDeployment: parseOstreeStatus(evidence['ostree-admin-status.json'], evidence['ostree-admin-status']),
    bootcStatus: parseBootcStatus(evidence['bootc-status.json']),
    databases: (environment.databases ?? '').split(':').filter((path) => path.startsWith('/')),
    environment,
    distribution: release && { id: release.id, name: release.name },
  };
}

function parseMounts(text: string | undefined): Mount[] | null {
  if (text === undefined) return null;
  const mounts = parseMountinfo(text, MOUNT_POINTS);
  // A table without a root is not a mount table: a chroot that is no mount point has one too few, a broken probe none.
  return mounts.length > 0 ? mounts : null;
}

function parseEnvironment(text: string): Facts['environment'] {
  const environment: Facts['environment'] = {};
  for (const [key, value] of parseAssignments(text)) {
    const known = ENVIRONMENT_KEYS.find((name) => name === key);
    if (known) environment[known] = value;
  }
  return environment;
}
