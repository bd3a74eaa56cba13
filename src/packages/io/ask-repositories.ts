// This file asks apt and dnf which versions their repositories offer, without fetching anything.

import { hasRepositories, labelsOffered, offersOfApt, offersOfDnf, RPM_OFFER_FORMAT, type Offer } from '../repository-versions.ts';
import type { PackageChange } from '../package-changes.ts';
import type { PackageManager } from '../package-set.ts';
import { ask } from '../../system/processes/run-program.ts';
import { locate } from '../../system/processes/locate.ts';

/** Returns for each new version whether a repository offers it; `unknown` where the package manager does not answer. */
export function askOffers(changes: readonly PackageChange[]): Map<PackageChange, Offer> {
  const wanted = changes.filter(({ after }) => after !== null);
  const [debs, rpms] = [wanted.filter(({ manager }) => manager === 'dpkg'), wanted.filter(({ manager }) => manager === 'rpm')];
  return new Map([...offersOfApt(debs, debs.length === 0 ? null : askApt(debs)), ...offersOfDnf(rpms, rpms.length === 0 ? null : askDnf(rpms))]);
}

const TIMEOUT = 60_000;

/** Returns those of the labels that a repository offers in any version; null where there are no package lists. */
export function askOffered(manager: PackageManager, labels: readonly string[]): Set<string> | null {
  if (manager === 'dpkg') {
    const policy = askPolicy(labels);
    return policy === null ? null : labelsOffered(policy);
  }
  const listing = askAvailable('%{name}\t%{name}.%{arch}\n', labels);
  return listing === null ? null : new Set(listing.split(/[\t\n]/));
}

function askApt(changes: readonly PackageChange[]): string | null {
  return askPolicy(changes.map(({ label }) => label));
}

function askPolicy(labels: readonly string[]): string | null {
  const program = locate('apt-cache');
  const policy = (...names: string[]): string | undefined => program && ask(program, ['policy', ...names], { timeout: TIMEOUT });
  if (!hasRepositories(policy() ?? '')) return null;
  return policy(...labels) ?? null;
}

function askDnf(changes: readonly PackageChange[]): string | null {
  return askAvailable(RPM_OFFER_FORMAT, changes.map(({ name }) => name));
}

function askAvailable(wanted: string, names: readonly string[]): string | null {
  const program = locate('dnf5') ?? locate('dnf4') ?? locate('dnf');
  const available = (format: string, ...some: readonly string[]): string => (program && ask(program, ['--quiet', '--cacheonly', 'repoquery', '--available', '--queryformat', format, ...some], { timeout: TIMEOUT })) ?? '';
  // Without any list, as after `dnf clean all`, dnf has nothing to answer, and ends well.
  return available(wanted, ...names) || (available('+') === '' ? null : '');
}
