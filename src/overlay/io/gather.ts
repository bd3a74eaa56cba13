// This file looks at the host for what `up` and `down` plan with.

import { isAbsolute } from 'node:path';
import { parseFacts, type Facts } from '../../host/facts.ts';
import { parseBroken } from '../../packages/dpkg-status.ts';
import { wayBackFromHotfix } from '../../host/hotfix.ts';
import { describeHost } from '../../host/host.ts';
import { askOstree, askOstreeHelp } from '../../host/io/ask-managers.ts';
import { FOLLOWERS, isFollower } from '../../host/followers.ts';
import { parseMountinfo, throughUsrLink, topMountAt } from '../../text/mountinfo.ts';
import { deploymentPath, identifyUsrOverlay, unlockedFilesOf } from '../../host/usr-overlay.ts';
import { rememberedStorage } from './storage.ts';
import { isThere, listFolder, readText, realFolder } from '../../system/files/read.ts';
import { gatherForPlan } from '../../host/io/gather-evidence.ts';
import { isSysrootLocked } from '../../host/io/sysroot-lock.ts';
import { readMountTable } from '../../system/mounts/mounts.ts';
import { isOstreeLayers } from './ostree-layers.ts';
import { packagesChanged } from '../../packages/io/packages-changed.ts';
import { changeableByOthers, changeableOnTheWay } from '../../system/files/trusted-folder.ts';
import type { Candidate, Situation, StoragePlace } from '../situation.ts';
import { DPKG } from '../../places.ts';
import { parkedNow } from '../../persist/io/at-boot.ts';
import { storageElsewhere } from '../../persist/io/elsewhere.ts';
import { isStored, storedOverlays } from '../../persist/io/store.ts';
import { isRoot } from '../../system/mounts/host-namespace.ts';

/** The package has it; what npm installs has not. */
const BOOT_UNIT = '/usr/lib/systemd/system/apt-image-based-persist.service';

/** `candidates` are the folders that may follow. It leaves `packageManager` null; src/cli/overlay-session.ts asks for the locks. */
export function gatherSituation(candidates: readonly Candidate[]): Situation {
  const evidence = { ...gatherForPlan(), mountinfo: readMountTable() };
  const facts = parseFacts(evidence);
  return {
    facts,
    mounts: throughUsrLink(parseMountinfo(evidence.mountinfo), facts.environment['usr-path']),
    candidates,
    unlockedFiles: unlockedFilesOf(evidence['run-ostree.stat'] ?? '', facts),
    layerFolders: layerFolders(facts),
    storageFolders: rememberedStorage(),
    packagesChanged: packagesChanged(facts),
    brokenPackages: brokenPackages(facts),
    wayBack: wayBack(facts),
    persistent: isRoot() && (isStored() || storageElsewhere() !== null) ? { parked: parkedNow(), stored: storedOverlays(), elsewhere: storageElsewhere() } : null,
    bootUnit: isThere('/run/systemd/system') && isThere(BOOT_UNIT),
    packageManager: null,
    update: { atWork: isSysrootLocked(facts.mounts), isStaged: isThere(STAGED) },
  };
}

/** Asks ostree, which takes time, only where there is a hotfix. */
function wayBack(facts: Facts): string | null {
  if (identifyUsrOverlay(facts)?.persistence !== 'persistent') return null;
  return wayBackFromHotfix({ status: askOstree() ?? null, help: askOstreeHelp() ?? null, bootc: describeHost(facts).unlockedBy === 'bootc' });
}

/** ostree writes this file for a deployment that is finished at shutdown: `_OSTREE_SYSROOT_RUNSTATE_STAGED` in src/libostree. */
const STAGED = '/run/ostree/staged-deployment';

/** Returns the existing default folders, the configured ones and those asked for with --follow, each once and by its real path. */
export function findCandidates(configured: readonly string[], asked: readonly string[]): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const path of FOLLOWERS) {
    const real = realFolder(path);
    if (real !== null) found.set(real, { path: real, asked: false });
  }
  for (const path of configured) {
    const real = realFolder(path);
    found.set(real ?? path, { path: real ?? path, asked: false, ...(real === null ? { missing: true } : weaknessOf(path)) });
  }
  for (const path of asked) {
    const real = realFolder(path) ?? path;
    found.set(real, { path: real, asked: true, ...weaknessOf(path) });
  }
  return [...found.values()];
}

/** The way to the folder is checked and not the folder itself, which may belong to a service's user. */
function weaknessOf(path: string): { weak?: string } {
  const weak = changeableOnTheWay(path);
  return weak === null ? {} : { weak };
}

/** Both places of ostree's layers are searched, because an update may have changed its version between two boots. */
function layerFolders(facts: Facts): string[] {
  const temporary = listFolder('/var/tmp').map((name) => `/var/tmp/${name}`);
  const backing = deploymentPath(facts)?.replace(/\/deploy\/([^/]+)$/, '/backing/$1/usr-transient');
  return [...temporary, ...(backing === undefined ? [] : [backing])].filter(isOstreeLayers);
}

/** Looks at the database below an overlay; returns none where the database already has an overlay of its own. */
function brokenPackages(facts: Facts): string[] {
  const isBelow = !isFollower(topMountAt(facts.mounts, DPKG));
  return isBelow ? parseBroken(readText(`${DPKG}/status`) ?? '') : [];
}

/** Returns null where no storage is given. */
export function findStorage(given: string | null): StoragePlace | null {
  if (given === null || given === 'tmpfs') return given && { path: given, wrong: null };
  if (!isAbsolute(given)) return { path: given, wrong: 'is neither `tmpfs` nor an absolute path' };
  const real = realFolder(given);
  if (real === null) return { path: given, wrong: 'is not a folder' };
  const weak = changeableByOthers(real);
  return { path: real, wrong: weak && `is not safe, because users other than root can replace ${weak}; choose a folder that only root can change, as well as those above it` };
}
