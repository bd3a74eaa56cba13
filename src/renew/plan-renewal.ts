// This file plans which packages of a persistent overlay are installed anew on another image. No version is named: each image has its own.

import type { PackageChange } from '../packages/package-changes.ts';
import { isInstalled, type PackageManager, type PackageSet } from '../packages/package-set.ts';
import { compareVersions } from '../packages/versions.ts';

/**
 * Lists labels. `install` are named to the package manager; `automatic` are those of them that nobody asked for. `missing` are not installed
 * again, each with the reason in words. `there` counts those that the image has already.
 */
export type Renewal = { manager: PackageManager; install: string[]; automatic: string[]; missing: { label: string; why: string }[]; there: number };

/** Returns the labels that repositories offer in any version; null where the package manager has no lists. */
export type Offered = (manager: PackageManager, labels: readonly string[]) => ReadonlySet<string> | null;

/** `changes` are what the overlay changed in the packages of its image, `now` the packages of this one. One renewal for each package manager that has something to do. */
export function planRenewals(changes: readonly PackageChange[], now: readonly PackageSet[], offered: Offered): Renewal[] {
  return now.flatMap((set) => {
    const own = changes.filter(({ manager }) => manager === set.manager);
    return own.length === 0 ? [] : [planRenewal(own, set, offered)];
  });
}

function planRenewal(changes: readonly PackageChange[], now: PackageSet, offered: Offered): Renewal {
  const versions = Map.groupBy(now.packages.filter(isInstalled), ({ name }) => name);
  const isThere = ({ manager, name, after }: PackageChange): boolean => versions.get(name)?.some(({ version }) => after !== null && compareVersions(manager, version, after) >= 0) === true;
  const kept = changes.filter(({ change }) => change === 'installed' || change === 'upgraded');
  const open = kept.filter((change) => !isThere(change));
  const named = open.filter(({ implied }) => !implied);
  const offers = named.length === 0 ? new Set<string>() : offered(now.manager, named.map(({ label }) => label));
  const isOffered = ({ label }: PackageChange): boolean => offers === null || offers.has(label);
  const install = named.filter(isOffered);
  const other = changes.filter(({ change, name, after }) => (change === 'removed' || change === 'downgraded') && versions.get(name)?.some(({ version }) => version !== after) === true);
  return {
    manager: now.manager,
    install: install.map(({ label }) => label),
    automatic: install.filter(({ asked }) => asked === false).map(({ label }) => label),
    missing: [
      ...named.filter((change) => !isOffered(change)).map(({ label }) => ({ label, why: 'no repository offers it' })),
      ...other.map(({ label, change, after }) => ({ label, why: change === 'removed' ? 'it was removed there, and this image has it' : `it was downgraded to ${after ?? ''} there, and this image has another version` })),
    ],
    there: kept.length - open.length,
  };
}

/** Returns the labels of which no version is there. */
export function notInstalled(labels: readonly string[], now: PackageSet): string[] {
  const names = new Set(now.packages.filter(({ state }) => state === 'installed').flatMap(({ name, architecture }) => [name, `${name}:${architecture}`, `${name}.${architecture}`]));
  return labels.filter((label) => !names.has(label));
}
