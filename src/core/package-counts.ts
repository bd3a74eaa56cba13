// What became of the packages in an overlay, for `status`: names by kind of change.

import type { PackageChange } from './package-changes.ts';

/** Names in order of the alphabet, with the architecture where two packages have the same. */
export type PackageCounts = Record<PackageChange['change'], string[]>;

export const KINDS_OF_CHANGE = ['installed', 'upgraded', 'downgraded', 'removed'] as const;

export function countPackages(changes: readonly PackageChange[]): PackageCounts {
  const seen = new Map<string, Set<string>>();
  for (const { name, architecture } of changes) seen.set(name, (seen.get(name) ?? new Set<string>()).add(architecture));
  const namesOf = (kind: PackageChange['change']): string[] =>
    changes.filter(({ change }) => change === kind).map(({ name, architecture }) => ((seen.get(name)?.size ?? 0) > 1 ? `${name}:${architecture}` : name)).sort();
  return { installed: namesOf('installed'), upgraded: namesOf('upgraded'), downgraded: namesOf('downgraded'), removed: namesOf('removed') };
}
