// This file tells whether this host's repositories offer the very version of a package that is installed.

import type { PackageChange } from './package-changes.ts';
import { compareVersions } from './versions.ts';

/** `first`: installing by name gives this version. `other`: the version must be named. `none`: it came from a local file. */
export type Offer = 'first' | 'other' | 'none' | 'unknown';

/** Reads the output of `apt-cache policy NAME…`; null means that apt has no package lists, and then every offer is `unknown`. */
export function offersOfApt(changes: readonly PackageChange[], policy: string | null): Map<PackageChange, Offer> {
  const found = new Map(policy === null ? [] : parsePolicy(policy).map((each) => [each.label, each]));
  return new Map(
    changes.map((change) => {
      const its = found.get(change.label);
      if (policy === null || change.after === null) return [change, 'unknown'];
      if (its?.offered.includes(change.after) !== true) return [change, 'none'];
      return [change, its.candidate === change.after ? 'first' : 'other'];
    }),
  );
}

/** Reads what dnf's `repoquery --available` printed in RPM_OFFER_FORMAT; null means that dnf did not answer. */
export function offersOfDnf(changes: readonly PackageChange[], listing: string | null): Map<PackageChange, Offer> {
  const rows = (listing ?? '').split('\n').map((line) => line.split('\t'));
  return new Map(
    changes.map((change) => {
      const versions = rows.flatMap(([name, architecture, version]) => (name === change.name && architecture === change.architecture && version !== undefined ? [version] : []));
      if (listing === null || change.after === null) return [change, 'unknown'];
      const { after } = change;
      if (!versions.some((version) => compareVersions('rpm', version, after) === 0)) return [change, 'none'];
      return [change, versions.every((version) => compareVersions('rpm', version, after) <= 0) ? 'first' : 'other'];
    }),
  );
}

/** dnf5 knows no escapes and adds no line ends, see DNF_REASON_FORMAT. */
export const RPM_OFFER_FORMAT = '%{name}\t%{arch}\t%{evr}\n';

/** Tells whether `apt-cache policy` without a name lists more than the installed packages. */
export function hasRepositories(policy: string): boolean {
  return policy.split('\n').some((line) => /^ *-?\d+ [^/]/.test(line));
}

/** Returns the labels of which apt could install some version, by the output of `apt-cache policy NAME…`. */
export function labelsOffered(policy: string): Set<string> {
  return new Set(parsePolicy(policy).flatMap(({ label, candidate }) => (candidate === null || candidate === '(none)' ? [] : [label])));
}

type Policy = { label: string; candidate: string | null; offered: string[] };

/**
 * Paragraphs follow each other without a separator: a name at the margin, its candidate, and below each version where it is available.
 * A priority fills four columns, but that of a pin can be longer.
 */
function parsePolicy(text: string): Policy[] {
  const found: Policy[] = [];
  let version = '';
  for (const line of text.split('\n')) {
    const label = /^(\S+):$/.exec(line)?.[1];
    if (label !== undefined) found.push({ label, candidate: null, offered: [] });
    const last = found.at(-1);
    if (!last) continue;
    last.candidate ??= /^ {2}Candidate: (\S+)$/.exec(line)?.[1] ?? null;
    version = /^ (?:\*\*\*| {3}) (\S+) -?\d+(?: \(phased \d+%\))?$/.exec(line)?.[1] ?? version;
    // A repository has an address with a scheme; a path is dpkg's own list of what is installed.
    const source = /^ {7,}-?\d+ (\S+)/.exec(line)?.[1];
    if (source !== undefined && !source.startsWith('/')) last.offered.push(version);
  }
  return found;
}
