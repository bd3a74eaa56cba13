// What changed between two states of a package database.

import { isInstalled, type Package, type PackageManager, type PackageSet } from './package-set.ts';
import { cameAlong } from './came-along.ts';
import { compareVersions } from './versions.ts';

export type PackageChange = {
  manager: PackageManager;
  name: string;
  architecture: string;
  change: 'installed' | 'upgraded' | 'downgraded' | 'removed';
  before: string | null;
  after: string | null;
  /** Whether the package is marked as asked for; null where nobody wrote that down, as of removed ones. */
  asked: boolean | null;
  /** Whether installing those that were asked for, without recommendations, brings this change along. */
  implied: boolean;
};

/** By name; a package whose version is the same did not change. */
export function packageChanges(before: PackageSet, after: PackageSet): PackageChange[] {
  const [old, now] = [byPackage(before), byPackage(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  const pairs = keys.flatMap((key) => pairUp(old.get(key) ?? [], now.get(key) ?? []));
  const implied = cameAlong(before, pairs);
  return pairs.map((pair) => {
    const { name, architecture } = pair.after ?? pair.before;
    return {
      manager: after.manager,
      name,
      architecture,
      change: kindOf(after.manager, pair),
      before: pair.before?.version ?? null,
      after: pair.after?.version ?? null,
      asked: pair.after?.asked ?? null,
      implied: pair.after !== null && implied.has(pair.after),
    };
  });
}

/** A package before and after: one of them may not be. */
export type Pair = { before: Package; after: null } | { before: Package | null; after: Package };

/** A kernel is installed in several versions at once: there nothing is upgraded, each comes or goes. */
function pairUp(old: readonly Package[], now: readonly Package[]): Pair[] {
  const gone = old.filter((each) => !now.some(({ version }) => version === each.version));
  const come = now.filter((each) => !old.some(({ version }) => version === each.version));
  const [before, after] = [gone[0], come[0]];
  if (before && after && old.length === 1 && now.length === 1) return [{ before, after }];
  return [...gone.map((each) => ({ before: each, after: null })), ...come.map((each) => ({ before: null, after: each }))];
}

function kindOf(manager: PackageManager, { before, after }: Pair): PackageChange['change'] {
  if (after === null) return 'removed';
  if (before === null) return 'installed';
  return compareVersions(manager, before.version, after.version) < 0 ? 'upgraded' : 'downgraded';
}

/** A package that turns from `all` into one of an architecture is the same one. */
function byPackage({ manager, packages }: PackageSet): Map<string, Package[]> {
  const native = packages.find(({ name }) => name === 'dpkg')?.architecture;
  const groups = new Map<string, Package[]>();
  for (const each of packages.filter(isInstalled)) {
    const isForeign = manager === 'rpm' || (each.architecture !== 'all' && native !== undefined && each.architecture !== native);
    const key = isForeign ? `${each.name}:${each.architecture}` : each.name;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return groups;
}
