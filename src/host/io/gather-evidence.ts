// Looking at this very host. Each probe is absent, denied or broken without harm: then its file is not there.

import { accessSync, constants } from 'node:fs';
import { renderConfigFiles } from '../../config/captured-config.ts';
import type { EnvironmentKey, Evidence } from '../evidence.ts';
import { parseFacts } from '../facts.ts';
import { deploymentPath } from '../usr-overlay.ts';
import { ask } from '../../system/processes/run-program.ts';
import { gatherConfigFiles } from '../../config/io/read-config.ts';
import { isSameFolder, isThere, linkTarget, listFolder, readText, realFolder } from '../../system/files/read.ts';
import { hasSudo, locate } from '../../system/processes/locate.ts';
import { parseOsRelease, type OsRelease } from '../os-release.ts';
import { codeOf } from '../../fault.ts';
import { DPKG, RPM } from '../../places.ts';

/** What the guard asks: files only, no program, no wait. */
export function gatherQuickly(): Evidence {
  return withoutAbsent({
    mountinfo: readText('/proc/self/mountinfo'),
    'mountinfo-pid1': isOwnNamespacePid1s() ? undefined : readText('/proc/1/mountinfo'),
    cmdline: readText('/proc/cmdline'),
    'ostree-booted': readText('/run/ostree-booted', { encoding: 'latin1' }),
    'run-ostree.stat': listDeploymentState(),
    environment: renderEnvironment(environment()),
  });
}

/** What `check`, `status` and `up` ask besides: ostree and bootc themselves, two seconds each at most. */
export function gatherFully(): Evidence {
  return withoutAbsent({
    ...gatherQuickly(),
    'os-release': readText('/etc/os-release') ?? readText('/usr/lib/os-release'),
    'ostree-admin-status': ostreeStatus(),
    'configuration.json': configuration(),
    'bootc-status.json': bootcStatus(),
  });
}

/** What `up`, `down` and `run` plan by. Of ostree's answer they need only which deployment is booted, and most root mounts tell that. */
export function gatherForPlan(): Evidence {
  const quick = gatherQuickly();
  const isKnown = deploymentPath(parseFacts(quick)) !== null;
  return withoutAbsent({ ...quick, 'ostree-admin-status': isKnown ? undefined : ostreeStatus(), 'bootc-status.json': bootcStatus() });
}

/** For a captured host: all that can be asked. */
export function gatherForReport(): Evidence {
  return withoutAbsent({ ...gatherFully(), 'ostree-admin-status.json': askProgram('ostree', ['admin', 'status', '--json']) });
}

/** Undefined where there are no files. */
function configuration(): string | undefined {
  const files = gatherConfigFiles();
  return files.length > 0 ? renderConfigFiles(files) : undefined;
}

const PROGRAM_TIMEOUT = 2000;

/** The text alone: every version has it, and each question costs as much as all the rest. */
function ostreeStatus(): string | undefined {
  return askProgram('ostree', ['admin', 'status']);
}

function bootcStatus(): string | undefined {
  return askProgram('bootc', ['status', '--format=json', '--format-version=1']);
}

function askProgram(program: string, args: string[]): string | undefined {
  const path = locate(program);
  return path === undefined ? undefined : ask(path, args, { timeout: PROGRAM_TIMEOUT });
}

function environment(): Partial<Record<EnvironmentKey, string | undefined>> {
  return {
    'usr-access': usrAccess(),
    container: containerMark(),
    // Only root may look; an ordinary user's answer would be a guess.
    chroot: isSameFolder('/', '/proc/1/root/') === false ? 'yes' : undefined,
    'volatile-root': isThere('/run/systemd/volatile-root') ? 'yes' : undefined,
    bootc: locate('bootc') === undefined ? 'no' : 'yes',
    ostree: locate('ostree') === undefined ? 'no' : 'yes',
    man: locate('man') === undefined ? 'no' : 'yes',
    sudo: hasSudo() ? 'yes' : 'no',
    databases: [DPKG, RPM].flatMap((path) => realFolder(path) ?? []).join(':'),
    overlayfs: hasOverlayfs(),
  };
}

/** EROFS is true for everybody; any other refusal says nothing of the file system, and W_OK is true only to root. */
function usrAccess(): string | undefined {
  try {
    accessSync('/usr', constants.W_OK);
    return 'writable';
  } catch (error) {
    return codeOf(error) === 'EROFS' ? 'read-only' : undefined;
  }
}

/** The marks that bootc goes by too (ostree-ext's container_utils.rs), and systemd's for what it was told at start. */
function containerMark(): string | undefined {
  const podman = readText('/run/.containerenv');
  if (podman !== undefined) return /^engine="([^"\n]+)"/m.exec(podman)?.[1] ?? 'podman';
  // Left over in the root of virtual machines that were made from a container: those boot with systemd.
  if (isThere('/.dockerenv') && !isThere('/run/systemd/system')) return 'docker';
  return readText('/run/systemd/container')?.trim();
}

/** True too where an ordinary user may not look: then there is nothing to compare. */
function isOwnNamespacePid1s(): boolean {
  const first = linkTarget('/proc/1/ns/mnt');
  return first === undefined || first === linkTarget('/proc/self/ns/mnt');
}

function hasOverlayfs(): string | undefined {
  const kinds = readText('/proc/filesystems');
  if (kinds === undefined || /\toverlay$/m.test(kinds)) return kinds === undefined ? undefined : 'yes';
  const release = readText('/proc/sys/kernel/osrelease')?.trim();
  return release !== undefined && isThere(`/usr/lib/modules/${release}`) ? undefined : 'no';
}

/** The lines that `stat -c '%F %a %s %n'` would print of ostree's state files, in which only the path is read. */
function listDeploymentState(): string | undefined {
  const root = '/run/ostree/deployment-state';
  const paths = listFolder(root).sort().flatMap((deployment) => listFolder(`${root}/${deployment}`).sort().map((name) => `${root}/${deployment}/${name}`));
  return paths.length === 0 ? undefined : paths.map((path) => `regular file ${path}\n`).join('');
}

function renderEnvironment(values: Record<string, string | undefined>): string {
  return Object.entries(values)
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value.replace(/\s+/g, ' ')}\n`]))
    .join('');
}

function withoutAbsent(evidence: Record<string, string | undefined>): Evidence {
  return Object.fromEntries(Object.entries(evidence).filter(([, text]) => text !== undefined)) as Evidence;
}

/** The two places of os-release(5). */
export function readOsRelease(): OsRelease | null {
  return parseOsRelease(readText('/etc/os-release') ?? readText('/usr/lib/os-release') ?? '');
}
