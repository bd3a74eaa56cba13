// This file looks at this very host. Any probe may be absent, denied or broken; then its file is missing.

import { accessSync, constants } from 'node:fs';
import { renderConfigFiles } from '../../config/captured-config.ts';
import type { EnvironmentKey, Evidence } from '../evidence.ts';
import { parseFacts } from '../facts.ts';
import { deploymentPath } from '../usr-overlay.ts';
import { askBootc, askOstree } from './ask-managers.ts';
import { rootDevice, upperAtBoot } from './each-boot.ts';
import { wasFollowed } from './overlay-origin.ts';
import { canMount, containerMark } from './container-mark.ts';
import { gatherConfigFiles } from '../../config/io/read-config.ts';
import { isSameFolder, isThere, linkTarget, listFolder, readText, realFolder, usrLinkTarget } from '../../system/files/read.ts';
import { hasSudo, locate } from '../../system/processes/locate.ts';
import { ownContext, selinuxMode } from '../../system/processes/selinux.ts';
import { parseOsRelease, type OsRelease } from '../os-release.ts';
import { codeOf } from '../../fault.ts';
import { DPKG, RPM_PLACES } from '../../places.ts';

/** Gathers what the guard needs: only files, no programs, no waiting. */
export function gatherQuickly(): Evidence {
  const mountinfo = readText('/proc/self/mountinfo');
  return withoutAbsent({
    mountinfo,
    'mountinfo-pid1': isOwnNamespacePid1s() ? undefined : readText('/proc/1/mountinfo'),
    cmdline: readText('/proc/cmdline'),
    'ostree-booted': readText('/run/ostree-booted', { encoding: 'latin1' }),
    origin: readOrigin(mountinfo),
    'run-ostree.stat': listDeploymentState(),
    environment: renderEnvironment(environment()),
  });
}

/** Reads the booted deployment's origin, which tells a host of bootc's from one that bootc is merely installed on. */
function readOrigin(mountinfo: string | undefined): string | undefined {
  if (mountinfo === undefined || locate('bootc') === undefined) return undefined;
  const deployment = deploymentPath(parseFacts({ mountinfo }));
  return deployment === null ? undefined : readText(`${deployment}.origin`);
}

/** Gathers what `check`, `status`, `diff` and `doctor` need as well: ostree and bootc are asked, for as long as a slow host needs. */
export function gatherFully(): Evidence {
  const quick = gatherQuickly();
  return withoutAbsent({
    ...quick,
    'os-release': readText('/etc/os-release') ?? readText('/usr/lib/os-release'),
    'ostree-admin-status': askOstree(),
    'configuration.json': configuration(),
    ...askBootc(parseFacts(quick)),
  });
}

/** Gathers what `up`, `down` and `run` plan with. From ostree they need only the booted deployment, which most root mounts tell. */
export function gatherForPlan(): Evidence {
  const quick = gatherQuickly();
  const facts = parseFacts(quick);
  return withoutAbsent({ ...quick, 'ostree-admin-status': deploymentPath(facts) === null ? askOstree() : undefined, ...askBootc(facts) });
}

/** Gathers everything for a captured host. */
export function gatherForReport(): Evidence {
  return withoutAbsent({ ...gatherFully(), 'ostree-admin-status.json': askOstree('--json') });
}

/** Returns undefined where there are no files. */
function configuration(): string | undefined {
  const files = gatherConfigFiles();
  return files.length > 0 ? renderConfigFiles(files) : undefined;
}

function environment(): Partial<Record<EnvironmentKey, string | undefined>> {
  return {
    'usr-access': usrAccess(),
    'usr-path': usrLinkTarget(),
    container: containerMark(),
    // Only root may look, and another user's answer would be a guess.
    chroot: isSameFolder('/', '/proc/1/root/') === false ? 'yes' : undefined,
    'volatile-root': isThere('/run/systemd/volatile-root') ? 'yes' : undefined,
    bootc: locate('bootc') === undefined ? 'no' : 'yes',
    ostree: locate('ostree') === undefined ? 'no' : 'yes',
    man: locate('man') === undefined ? 'no' : 'yes',
    sudo: hasSudo() ? 'yes' : 'no',
    databases: [...new Set([DPKG, ...RPM_PLACES].flatMap((path) => realFolder(path) ?? []))].join(':'),
    overlayfs: hasOverlayfs(),
    mounting: canMount(),
    'upper-at-boot': upperAtBoot(),
    'root-device': rootDevice(),
    // The deployment's name comes first in it: COMMIT.SERIAL.
    'staged-commit': /\b([0-9a-f]{64})\.\d+\b/.exec(readText('/run/ostree/staged-deployment', { encoding: 'latin1' }) ?? '')?.[1],
    selinux: selinuxMode() ?? undefined,
    'selinux-context': ownContext() ?? undefined,
    followed: wasFollowed() ? 'yes' : undefined,
  };
}

/** EROFS is reliable for every user; another refusal says nothing about the file system, and success only means something to root. */
function usrAccess(): string | undefined {
  try {
    accessSync('/usr', constants.W_OK);
    return 'writable';
  } catch (error) {
    return codeOf(error) === 'EROFS' ? 'read-only' : undefined;
  }
}

/** Also returns true where the user may not look, because then there is nothing to compare. */
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

/** Imitates `stat -c '%F %a %s %n'` of ostree's state files, of which only the path is read. */
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

/** Reads the two places of os-release(5); null where neither names a distribution. */
export function readOsRelease(): OsRelease | null {
  return parseOsRelease(readText('/etc/os-release') ?? readText('/usr/lib/os-release') ?? '');
}
