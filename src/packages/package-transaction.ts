// This file finds what one transaction changed, by comparing what the overlay had changed before it with what it has changed now.

import type { PackageChange } from './package-changes.ts';
import { compareVersions } from './versions.ts';

/** Holds one package that a transaction changed. */
export type TransactionChange = Pick<PackageChange, 'label' | 'change'>;

/** Both lists compare with the state before the overlay; a package in neither list did not change. */
export function packageTransaction(earlier: readonly PackageChange[], now: readonly PackageChange[]): TransactionChange[] {
  const [before, after] = [byName(earlier), byName(now)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => changesOf(before.get(key) ?? [], after.get(key) ?? []));
}

/** Handles one package, of which several versions may be installed at once. */
function changesOf(earlier: readonly PackageChange[], now: readonly PackageChange[]): TransactionChange[] {
  const original = [...new Set([...earlier, ...now].flatMap(({ before }) => before ?? []))];
  const [from, to] = [versionsAfter(original, earlier), versionsAfter(original, now)];
  const gone = from.filter((version) => !to.includes(version));
  const come = to.filter((version) => !from.includes(version));
  const [one] = [...now, ...earlier];
  if (one === undefined) return [];
  const { label, manager } = one;
  const [old, fresh] = [gone[0], come[0]];
  if (old !== undefined && fresh !== undefined && from.length === 1 && to.length === 1)
    return [{ label, change: compareVersions(manager, old, fresh) < 0 ? 'upgraded' : 'downgraded' }];
  return [...(come.length > 0 ? [{ label, change: 'installed' as const }] : []), ...(gone.length > 0 ? [{ label, change: 'removed' as const }] : [])];
}

function versionsAfter(original: readonly string[], changes: readonly PackageChange[]): string[] {
  return [...original.filter((version) => changes.every(({ before }) => before !== version)), ...changes.flatMap(({ after }) => after ?? [])];
}

function byName(changes: readonly PackageChange[]): Map<string, PackageChange[]> {
  const groups = new Map<string, PackageChange[]>();
  for (const each of changes) {
    const key = `${each.manager} ${each.label}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return groups;
}

/** Holds package names in alphabetical order, as a command line takes them, by kind of change. */
export type PackageCounts = Record<PackageChange['change'], string[]>;

/** Lists the kinds of change in the order in which they are shown. */
export const KINDS_OF_CHANGE = ['installed', 'upgraded', 'downgraded', 'removed'] as const;

/** Sorts changes into lists of names by kind. */
export function countPackages(changes: readonly Pick<PackageChange, 'change' | 'label'>[]): PackageCounts {
  const namesOf = (kind: PackageChange['change']): string[] => changes.filter(({ change }) => change === kind).map(({ label }) => label).sort();
  return { installed: namesOf('installed'), upgraded: namesOf('upgraded'), downgraded: namesOf('downgraded'), removed: namesOf('removed') };
}
