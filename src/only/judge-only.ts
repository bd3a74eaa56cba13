// This file says on which folders no overlay of their own is mounted, and why.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Facts } from '../host/facts.ts';
import { describeHost, type Host } from '../host/host.ts';
import { isKept } from '../host/persistence.ts';
import { DPKG, ONLY, RPM } from '../places.ts';
import { mountAround, isWritableMount, type Mount } from '../text/mountinfo.ts';
import { isBelow } from '../text/paths.ts';
import { isMountable, isOnlyMount, onlyMountAt } from './only-overlay.ts';

/**
 * Holds what is seen of a folder that was asked for. `real` is null where no folder is there, `nearest` then is the closest one that is.
 * `weak` is a folder on the way that others than root can change; `writable` is access(2)'s answer.
 */
export type Look = { path: string; real: string | null; isThere: boolean; nearest: string; weak: string | null; writable: boolean };

/** `programs` are paths of this program; `unit` tells whether systemd will mount it at the next boot. */
export type OnlySituation = { facts: Facts; mounts: readonly Mount[]; programs: readonly string[]; unit: boolean; persist: boolean };

export type OnlyRefusal = { line: string; exitCode: ExitCode };

/** Returns why a folder gets no overlay of its own, `already` where it has one, or null. */
export function judgeOnly(look: Look, situation: OnlySituation): OnlyRefusal | 'already' | null {
  const host = describeHost(situation.facts);
  if (host.environment === 'container' || host.environment === 'build') return notPossible('this is a container or an image build: write to the folder when the image is built');
  const wrong = pathObstacle(look) ?? contentObstacle(look.path, situation.programs);
  if (wrong !== null) return usage(`--only: ${look.path} ${wrong}`);
  if (onlyMountAt(situation.mounts, look.path) !== null) return 'already';
  const line = hostObstacle(host) ?? mountObstacle(look, situation) ?? (situation.persist ? bootObstacle(host, situation) : null);
  return line === null ? null : notPossible(line);
}

function pathObstacle({ path, real, isThere, nearest, writable }: Look): string | null {
  if (path === '/usr') return 'is all of /usr; leave out `--only`, or name a folder in it';
  if (!['/usr', '/opt'].some((folder) => isBelow(path, folder))) return 'lies neither in /usr nor in /opt, where alone a folder can get an overlay of its own';
  if (real !== null && real !== path) return `leads through a link to ${real}, which ${writable ? 'is writable already' : 'is to be named instead if it lies in /usr or /opt'}`;
  if (real === null) return isThere ? 'is not a folder' : `is not there, and it cannot be made in a read-only ${nearest}; the image has to bring it`;
  return isMountable(path) ? null : 'has a character in its name that separates mount options';
}

/** Packages have files directly in these, and programs start from them; firmware, fonts and the like lie further down. */
const PACKAGES = /^\/usr\/(s?bin|lib|lib32|lib64|libo32|libx32|libexec|share|etc|include|games|lib\/[^/]+-linux-[^/]+|lib\/(systemd|udev|security))$/;
const DATABASES = [DPKG, RPM, '/usr/lib/sysimage', '/usr/share/rpm'];

function contentObstacle(path: string, programs: readonly string[]): string | null {
  const database = DATABASES.find((folder) => isBelow(folder, path) || isBelow(path, folder));
  if (PACKAGES.test(path)) return 'holds what packages install, and packages need all of /usr to be writable: name a folder in it, or leave out `--only`';
  if (database !== undefined) return `holds a package database (${database})`;
  const program = programs.find((file) => isBelow(file, path));
  return program === undefined ? null : `holds this program (${program})`;
}

function hostObstacle(host: Host): string | null {
  if (host.stoppedAfterError) return 'the kernel made the file system of /usr read-only after an error: check it with fsck, because an overlay would only hide the damage';
  if (isCovered(host)) return COVERED;
  if (!host.overlayfs) return 'this kernel has no overlayfs: write to the folder when the image is built';
  return null;
}

/** A merged system extension takes what is mounted below /usr along, when it comes and when it goes. */
function isCovered({ usr, usrOverlay }: Host): boolean {
  return usrOverlay !== null && usr.mountPoint === '/usr' && usrOverlay.backend !== 'sysext';
}

const COVERED = 'an overlay is on all of /usr; first run: `usr-overlay down`';

/** Returns why no overlay on a single folder can be taken off, or null. */
export function judgeRemoval({ facts }: OnlySituation): OnlyRefusal | null {
  return isCovered(describeHost(facts)) ? notPossible(COVERED) : null;
}

/** The kernel limits the depth: FILESYSTEM_MAX_STACK_DEPTH in include/linux/fs.h. */
const MOST_OVERLAYS = 2;

function mountObstacle({ path, weak, writable }: Look, { facts, mounts }: OnlySituation): string | null {
  const around = mountAround(mounts, path);
  if (writable && around !== null && isWritableMount(around)) return `${path} is writable already${isOnlyMount(around) ? `, through the overlay on ${around.mountPoint}` : ''}`;
  const inner = mounts.find(({ mountPoint }) => mountPoint !== path && isBelow(mountPoint, path));
  if (inner) return `something is mounted on ${inner.mountPoint}, which an overlay on ${path} would hide`;
  if (weak !== null) return `${path} could be replaced by users other than root, in ${weak}`;
  return around?.fsType === 'overlay' && describeHost(facts).overlayDepth >= MOST_OVERLAYS ? `${path} lies on two overlays already, and the kernel allows no third` : null;
}

/** Layers with whiteouts and attributes survive a power cut on these: see src/overlay/plan-persist.ts. */
const SUITABLE = ['ext4', 'xfs', 'btrfs'];

function bootObstacle(host: Host, { facts, mounts, unit }: OnlySituation): string | null {
  if (host.environment !== 'host') return 'this is a live system, which has no image of its own on a disk: leave out `--persist`';
  if (!unit) return 'nothing would mount the overlay at the next boot: that needs systemd, and usr-overlay installed from its package';
  const around = mountAround(mounts, ONLY);
  if (around === null || !SUITABLE.includes(around.fsType) || isKept(ONLY, facts) === false) return `a persistent overlay cannot be stored: ${ONLY} lies on ${around?.fsType ?? 'nothing'}, and the layers need a local ${SUITABLE.join(', ')}`;
  return isWritableMount(around) ? null : `a persistent overlay cannot be stored: ${ONLY} lies on a read-only file system`;
}

function usage(line: string): OnlyRefusal {
  return { line, exitCode: EXIT.usage };
}

function notPossible(line: string): OnlyRefusal {
  return { line, exitCode: EXIT.notPossible };
}
