// What became of the packages in an overlay, for `status`: names by kind of change.

import type { PackageChange } from './package-changes.ts';

/** Names in order of the alphabet, as a command line takes them. */
export type PackageCounts = Record<PackageChange['change'], string[]>;

export const KINDS_OF_CHANGE = ['installed', 'upgraded', 'downgraded', 'removed'] as const;

export function countPackages(changes: readonly Pick<PackageChange, 'change' | 'label'>[]): PackageCounts {
  const namesOf = (kind: PackageChange['change']): string[] => changes.filter(({ change }) => change === kind).map(({ label }) => label).sort();
  return { installed: namesOf('installed'), upgraded: namesOf('upgraded'), downgraded: namesOf('downgraded'), removed: namesOf('removed') };
}
