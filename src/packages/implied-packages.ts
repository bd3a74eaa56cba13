// This file finds which changed packages come along when the requested ones are installed again. In doubt a package does not count,
// because naming it as well is never wrong.

import { isInstalled, type Package, type PackageSet, type Pair } from './package-set.ts';
import { compareVersions } from './versions.ts';

/** Returns the packages that come along; `pairs` are the changes since `before`. */
export function impliedPackages(before: PackageSet, pairs: readonly Pair[]): Set<Package> {
  const changed = pairs.flatMap(({ after }) => (after ? [after] : []));
  if (before.manager === 'rpm') return new Set(changed.filter(({ asked, needed }) => asked === false && needed === true));
  const installed = new Map(before.packages.filter(isInstalled).map((each) => [each.name, each.version]));
  const upgraded = new Set(pairs.flatMap((pair) => (pair.before && pair.after ? [pair.after] : [])));
  const isAsked = (each: Package): boolean => !upgraded.has(each) && each.asked !== false;
  const [named, implied] = [new Set<Package>(), new Set<Package>()];
  const bring = (start: Package): void => {
    for (const each of neededBy(start, changed, installed)) {
      if (named.has(each) || implied.has(each) || isAsked(each)) continue;
      implied.add(each);
      bring(each);
    }
  };
  const needed = new Set(changed.flatMap((each) => neededBy(each, changed, installed)));
  // Requested packages come first, then upgrades and recommendations, which bring their own; a circle of those may start anywhere.
  for (const start of [...changed.filter(isAsked), ...changed.filter((each) => !needed.has(each)), ...changed]) {
    if (named.has(start) || implied.has(start)) continue;
    named.add(start);
    bring(start);
  }
  return implied;
}

/** Returns the changed packages that meet a dependency of `start` which nothing installed before met. */
function neededBy(start: Package, changed: readonly Package[], installed: ReadonlyMap<string, string>): Package[] {
  return firstAlternatives(start.depends).flatMap(({ name, operator, version }) => {
    const [needed, another] = changed.filter((each) => each.name === name);
    const had = installed.get(name);
    // Of two architectures of one package, either could be meant.
    if (!needed || another || (had !== undefined && satisfies(had, operator, version))) return [];
    const isSame = [needed.architecture, start.architecture].includes('all') || needed.architecture === start.architecture;
    return isSame ? [needed] : [];
  });
}

type Dependency = { name: string; operator: string; version: string };

/** apt takes the first of several alternatives; others, and virtual packages, are its own decision. */
function firstAlternatives(depends: string): Dependency[] {
  return depends.split(',').flatMap((group): Dependency[] => {
    const [, name, operator = '', version = ''] = /^\s*([a-z0-9][a-z0-9+.-]+)(?::[a-z0-9-]+)?\s*(?:\((<<|<=|=|>=|>>)\s*([^)\s]+)\s*\))?/.exec(group) ?? [];
    return name === undefined ? [] : [{ name, operator, version }];
  });
}

/** Without an operator, any version satisfies. */
function satisfies(had: string, operator: string, version: string): boolean {
  const difference = compareVersions('dpkg', had, version);
  if (difference === 0) return operator !== '<<' && operator !== '>>';
  return operator === '' || operator.startsWith(difference < 0 ? '<' : '>');
}
