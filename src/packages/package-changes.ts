// This file compares two states of a package database.

import { isInstalled, keyOf, type Package, type PackageManager, type PackageSet, type Pair } from './package-set.ts';
import { impliedPackages } from './implied-packages.ts';
import { compareVersions } from './versions.ts';

/** Holds one package that changed; `before` and `after` are versions, null where it was not installed. */
export type PackageChange = {
  manager: PackageManager;
  name: string;
  architecture: string;
  /** The package manager's command line takes this name; it has the architecture where the name alone means another package. */
  label: string;
  change: 'installed' | 'upgraded' | 'downgraded' | 'removed';
  before: string | null;
  after: string | null;
  /** Tells whether the package is marked as requested by the user; null where nobody recorded it, as for removed ones. */
  asked: boolean | null;
  /** Tells whether installing the requested packages, without recommendations, brings this change along. */
  implied: boolean;
};

/** Holds one database of this host, as of now and (`below`) as of before the overlay, or a sentence that says why that is unknown. */
export type PackageDatabase = {
  manager: PackageManager;
  /** This is the real path of its folder. */
  path: string;
  now: PackageSet;
  below: PackageSet | string;
};

/** Returns what the overlay changed in the packages, and sentences that say why parts of it are unknown. */
export function changesIn(databases: readonly PackageDatabase[]): { changes: PackageChange[]; unknown: string[] } {
  const changes = databases.flatMap(({ now, below }) => (typeof below === 'string' ? [] : packageChanges(below, now)));
  return { changes, unknown: databases.flatMap(({ below }) => (typeof below === 'string' ? [below] : [])) };
}

/** Returns the changes sorted by name; a package of the same version did not change. */
export function packageChanges(before: PackageSet, after: PackageSet): PackageChange[] {
  const [old, now] = [byPackage(before), byPackage(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  const pairs = keys.flatMap((key) => pairUp(old.get(key) ?? [], now.get(key) ?? []));
  const implied = impliedPackages(before, pairs);
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

/**
 * Returns packages that are not as they were: new, in another version, or removed except for their configuration; and those that were so for
 * a while, whose names are `touched`.
 */
export function arrivedPackages(before: PackageSet, now: PackageSet, touched: ReadonlySet<string>): Package[] {
  const old = new Set(before.packages.map(stateOf));
  return now.packages.filter((each) => touched.has(each.name) || !old.has(stateOf(each)));
}

/** With its version and what the database says of it. */
export function stateOf(each: Package): string {
  return `${keyOf(each)} ${each.state}`;
}

/** Several versions of a kernel are installed side by side, so none of them is upgraded; each one comes or goes. */
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

/** A package that turns from `all` into one of an architecture is still the same package. */
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

/** The architecture of the package dpkg is the host's. */
function foreignTo(packages: readonly Package[]): (each: Package) => boolean {
  const native = packages.find(({ name }) => name === 'dpkg')?.architecture;
  return ({ architecture }) => native !== undefined && architecture !== 'all' && architecture !== native;
}
