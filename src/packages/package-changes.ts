// What changed between two states of a package database.

import { isInstalled, type Package, type PackageManager, type PackageSet, type Pair } from './package-set.ts';
import { cameAlong } from './implied-packages.ts';
import { compareVersions } from './versions.ts';

export type PackageChange = {
  manager: PackageManager;
  name: string;
  architecture: string;
  /** The name as a command line of the package manager takes it: with the architecture where the name alone means another one. */
  label: string;
  change: 'installed' | 'upgraded' | 'downgraded' | 'removed';
  before: string | null;
  after: string | null;
  /** Whether the package is marked as asked for; null where nobody wrote that down, as of removed ones. */
  asked: boolean | null;
  /** Whether installing those that were asked for, without recommendations, brings this change along. */
  implied: boolean;
};

/** A database of this host: as of now, and `below` as of before the overlay, or a sentence that says why that is not known. */
export type PackageDatabase = {
  manager: PackageManager;
  /** Its folder, by its real path. */
  path: string;
  now: PackageSet;
  below: PackageSet | string;
};

/** What the overlay changed in the packages, and why that is not known of all. */
export function changesIn(databases: readonly PackageDatabase[]): { changes: PackageChange[]; unknown: string[] } {
  const changes = databases.flatMap(({ now, below }) => (typeof below === 'string' ? [] : packageChanges(below, now)));
  return { changes, unknown: databases.flatMap(({ below }) => (typeof below === 'string' ? [below] : [])) };
}

/** By name; a package whose version is the same did not change. */
export function packageChanges(before: PackageSet, after: PackageSet): PackageChange[] {
  const [old, now] = [byPackage(before), byPackage(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  const pairs = keys.flatMap((key) => pairUp(old.get(key) ?? [], now.get(key) ?? []));
  const implied = cameAlong(before, pairs);
  const label = labeller([...before.packages, ...after.packages], after.manager);
  return pairs.map((pair) => {
    const { name, architecture } = pair.after ?? pair.before;
    return {
      manager: after.manager,
      name,
      architecture,
      label: label(pair.after ?? pair.before),
      change: kindOf(after.manager, pair),
      before: pair.before?.version ?? null,
      after: pair.after?.version ?? null,
      asked: pair.after?.asked ?? null,
      implied: pair.after !== null && implied.has(pair.after),
    };
  });
}

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
function byPackage(set: PackageSet): Map<string, Package[]> {
  const isForeign = foreignTo(set.packages);
  const groups = new Map<string, Package[]>();
  for (const each of set.packages.filter(isInstalled)) {
    const key = set.manager === 'rpm' || isForeign(each) ? `${each.name}:${each.architecture}` : each.name;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return groups;
}

function labeller(packages: readonly Package[], manager: PackageManager): (each: Package) => string {
  const isForeign = foreignTo(packages);
  if (manager === 'dpkg') return (each) => (isForeign(each) ? `${each.name}:${each.architecture}` : each.name);
  const architectures = Map.groupBy(packages, ({ name }) => name);
  return ({ name, architecture }) => (architectures.get(name)?.some((each) => each.architecture !== architecture) ? `${name}.${architecture}` : name);
}

/** dpkg's own architecture is the host's. */
function foreignTo(packages: readonly Package[]): (each: Package) => boolean {
  const native = packages.find(({ name }) => name === 'dpkg')?.architecture;
  return ({ architecture }) => native !== undefined && architecture !== 'all' && architecture !== native;
}
