// This file tells which overlay is on /usr. It believes the mount table and uses state files only for what that lacks, because ostree's
// own view is wrong after an umount, under a sysext merge and in a private namespace.

import type { AccessMode, Persistence } from './bootc-status.ts';
import type { Facts } from './facts.ts';
import { environmentOf, isDeployed } from './environment.ts';
import { isMountKept, isUnion, storageOf } from './persistence.ts';
import { isWritableMount, optionValue, topMountAt, type Mount } from '../text/mountinfo.ts';
import { PERSISTENT } from '../places.ts';

/** Names who mounted an overlay; `native` is this program itself. */
export type OverlayBackend = 'bootc' | 'ostree' | 'native' | 'sysext' | 'unknown';

/** Holds what an overlay on /usr is, in the words of bootc's status. */
export type UsrOverlay = {
  backend: OverlayBackend;
  accessMode: AccessMode;
  /** Null where nothing tells whether it is there after a reboot: only with the backend `unknown`. */
  persistence: Persistence | null;
  /** The absolute path of the upper directory; null where none leads there (bootc's detached tmpfs) or it is unknown. */
  upperdir: string | null;
};

/** Our own overlay on /usr has this source in the mount table, by which it is recognised. */
export const NATIVE_SOURCE = 'usr-overlay';

/** The path is relative to the deployment folder. */
const HOTFIX_UPPERDIR = '.usr-ovl-upper';

/** Returns the overlay that makes /usr what it is, one mounted on /usr or a transient root; null where there is none. */
export function identifyUsrOverlay(facts: Facts): UsrOverlay | null {
  const usr = topMountAt(facts.mounts, '/usr');
  // A bind of another overlay's usr folder is no overlay on /usr; a container's `--read-only` can look like that.
  if (usr) return usr.fsType === 'overlay' && usr.root === '/' ? describeOverlay(usr, facts) : null;
  const root = topMountAt(facts.mounts, '/');
  if (!root) return null;
  const overlay = describeOverlay(root, facts);
  if (isTransientImageRoot(root)) return { ...overlay, backend: rootBackend(facts), persistence: 'transient' };
  // No path that was named in the initramfs leads anywhere now.
  return isForeignRoot(root, facts) ? { ...overlay, upperdir: storageOf(root, facts) && overlay.upperdir } : null;
}

/**
 * Tells whether somebody put an overlay over the whole system: overlayroot, raspi-config and their like. One that surely keeps its changes,
 * on a disk or a live system's persistent partition, makes an ordinary host.
 */
function isForeignRoot(root: Mount, facts: Facts): boolean {
  const environment = environmentOf(facts);
  return isUnion(root) && !isDeployed(facts) && (environment === 'host' || environment === 'live') && isMountKept(root, facts) !== true;
}

/** Returns the booted deployment's folder below /sysroot, from the mounts or from ostree's answer; null where unknown. */
export function deploymentPath(facts: Facts): string | null {
  // On composefs the root is the image's, but /etc is bound from the deployment.
  const roots = ['/', '/etc'].map((path) => topMountAt(facts.mounts, path)?.root.replace(/\/etc$/, '') ?? '');
  const bound = roots.map((root) => /\/ostree\/deploy\/[^/]+\/deploy\/[0-9a-f]{64}\.\d+$/.exec(root)?.[0]).find((path) => path !== undefined);
  if (bound !== undefined) return `/sysroot${bound}`;
  const booted = facts.bootedDeployment;
  return booted && `/sysroot/ostree/deploy/${booted.stateroot}/deploy/${booted.checksum}.${booted.serial}`;
}

/** Tells whether / is the image's composefs with an upper directory (root.transient). A container's / is an overlay without composefs. */
function isTransientImageRoot(root: Mount): boolean {
  return root.fsType === 'overlay' && root.source.includes('composefs') && optionValue(root.superOptions, 'upperdir') !== null;
}

function rootBackend(facts: Facts): OverlayBackend {
  return facts.ostreeBooted ? 'ostree' : 'bootc';
}

/** Describes an overlay mount on /usr, even one below another mount. */
export function describeOverlay(mount: Mount, facts: Facts): UsrOverlay {
  const upper = optionValue(mount.superOptions, 'upperdir');
  const backend = backendOf(mount, upper);
  return {
    backend,
    accessMode: isWritableMount(mount) ? 'readWrite' : 'readOnly',
    persistence: backend === 'unknown' && upper !== null ? persistenceOfUnknown(mount, facts) : isPersistent(backend, upper, () => isMountKept(mount, facts)) ? 'persistent' : 'transient',
    upperdir: upperdirOf(backend, upper, facts),
  };
}

function backendOf(mount: Mount, upper: string | null): OverlayBackend {
  if (mount.source === 'sysext') return 'sysext';
  if (mount.source === NATIVE_SOURCE) return 'native';
  // bootc's composefs backend gives this source: crates/lib/src/bootc_composefs/state.rs.
  if (mount.source === 'transient') return 'bootc';
  // ostree mounts from inside the deployment with `lowerdir=usr` (src/libostree/ostree-sysroot.c); a hotfix is mounted again at each boot
  // from the initramfs, with another lowerdir (src/switchroot/ostree-prepare-root.c).
  if (upper === HOTFIX_UPPERDIR || (optionValue(mount.superOptions, 'lowerdir') === 'usr' && upper !== null)) return 'ostree';
  return 'unknown';
}

/** Tells whether a mount is an overlay that `up --persist` made, on /usr or on what follows it. */
export function isPersistentMount({ fsType, superOptions }: Mount): boolean {
  return fsType === 'overlay' && isPersistentUpper(optionValue(superOptions, 'upperdir'));
}

function isPersistentUpper(upper: string | null): boolean {
  return upper?.startsWith(`${PERSISTENT}/`) === true;
}

/** `systemd-sysext --mutable=yes` writes into /var, `ephemeral` below /run; ostree's hotfix writes into the deployment. */
function isPersistent(backend: OverlayBackend, upper: string | null, isKept: () => boolean | null): boolean {
  if (backend === 'native') return isPersistentUpper(upper);
  if (backend === 'sysext') return upper !== null && !upper.startsWith('/run/') && isKept() !== false;
  return backend === 'ostree' && upper === HOTFIX_UPPERDIR;
}

/** What is stored on disk stays there, but is in /usr again only if something mounts it at the next boot. */
function persistenceOfUnknown(mount: Mount, facts: Facts): UsrOverlay['persistence'] {
  if (isMountKept(mount, facts) === false) return 'transient';
  const upper = optionValue(mount.superOptions, 'upperdir');
  return mount.mountPoint === '/usr' && upper === facts.environment['upper-at-boot'] ? 'persistent' : null;
}

function upperdirOf(backend: OverlayBackend, upper: string | null, facts: Facts): string | null {
  if (backend === 'ostree') return ostreeUpperdir(upper, facts);
  // It lies in a detached tmpfs: the table's `/upper` or /proc/self/fd/N leads somewhere else from here.
  return backend === 'bootc' ? null : absolute(upper);
}

/** ostree mounts by file descriptor since 2025.3, so the table shows /proc/self/fd/N, but the place itself is fixed. */
function ostreeUpperdir(upper: string | null, facts: Facts): string | null {
  const deployment = deploymentPath(facts);
  if (upper === HOTFIX_UPPERDIR) return deployment && `${deployment}/${HOTFIX_UPPERDIR}`;
  if (upper?.startsWith('/proc/self/fd/') !== true) return absolute(upper);
  return deployment && `${deployment.replace(/\/deploy\/([^/]+)$/, '/backing/$1')}/usr-transient/upper`;
}

function absolute(path: string | null): string | null {
  return path?.startsWith('/') === true && !path.startsWith('/proc/self/fd/') ? path : null;
}

/** Says since when (ISO 8601) the overlay is on, and by which user; each is null where it is unknown. */
export type TurnedOn = { since: string | null; by: string | null };
/**
 * Returns the booted deployment's state files among the listed ones, and temporary ones of a killed unlock (`unlocked-X.RANDOM`).
 * A state file makes the next `ostree admin unlock` fail with "Deployment is already in unlocked state".
 */
export function unlockedFilesOf(listing: string, facts: Facts): string[] {
  const deployment = deploymentPath(facts);
  if (deployment === null) return [];
  const folder = `/run/ostree/deployment-state/${deployment.slice(deployment.lastIndexOf('/') + 1)}/`;
  return listing.split('\n').flatMap((line) => {
    const path = /(\/run\/ostree\/deployment-state\/.*)$/.exec(line)?.[1] ?? '';
    const name = path.startsWith(folder) ? path.slice(folder.length) : '';
    return /^unlocked-(development|transient)(\.[A-Za-z0-9]{6})?$/.test(name) ? [path] : [];
  });
}
