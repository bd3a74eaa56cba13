// Whether a plan takes the host to another release of its distribution. The package that owns os-release tells: it is part of
// every release upgrade and of nothing else. Single packages out of another release are no change of suite.

import type { OsRelease } from '../../host/os-release.ts';

export type SuiteChange = { package: string; from: string; to: string };

export function suiteChange(packages: readonly PlannedPackage[], host: OsRelease | null): SuiteChange | null {
  for (const { name, from, to, origin } of packages) {
    if (!OWNS_OS_RELEASE.test(name) || from === null || to === null || from === to) continue;
    const isSame = isHostsRelease(origin ?? '', host) ?? majorOf(from) === majorOf(to);
    if (!isSame) return { package: name, from, to };
  }
  return null;
}

/** Not openSUSE's, whose number is a snapshot's date. */
const OWNS_OS_RELEASE = /^(base-files|(fedora|centos|centos-stream|redhat|almalinux|rocky|oraclelinux|azurelinux|system)-release(-common|-identity-.*)?)$/;

/**
 * By where apt has the package from, `LABEL:VERSION/SUITE` (apt-pkg's pkgCache::VerIterator::RelStr): Ubuntu and rolling
 * distributions name the suite as os-release names itself, Debian gives point releases that begin with os-release's number.
 * Null where that says nothing: testing has no number, a local file no origin.
 */
function isHostsRelease(origin: string, host: OsRelease | null): boolean | null {
  const releases = [...origin.matchAll(/:([\d.]+)?\/?([\w-]+)?(?=,|$)/g)].map(([, version, suite]) => ({ version, suite }));
  if (host?.codename != null && releases.some(({ suite }) => suite?.replace(/-(updates|security|proposed|backports)$/, '') === host.codename)) return true;
  const versions = releases.flatMap(({ version }) => version ?? []);
  const versionId = host?.versionId ?? null;
  return versionId === null || versions.length === 0 ? null : versions.some((version) => `${version}.`.startsWith(`${versionId}.`));
}

/** Debian counts base-files up by one with each release, the rpm packages carry the release's own number. */
function majorOf(version: string): string {
  return /^(?:\d+:)?(\d+)/.exec(version)?.[1] ?? version;
}

export type PlannedPackage = {
  /** Without an architecture. */
  name: string;
  /** The version that is there now, or null. */
  from: string | null;
  /** The version that will be there, or null. */
  to: string | null;
  /** Where apt has it from, in the words of `apt-get -s`: `Debian:13.1/stable, Debian-Security:13/stable-security`. */
  origin?: string;
};
