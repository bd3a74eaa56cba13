// This file tells whether a plan takes the host to another release of its distribution. The package that owns os-release shows it: every
// release upgrade changes it. Single packages from another release are no change of suite.

import type { OsRelease } from '../../host/os-release.ts';

/** Holds the package that shows the change, and its two versions. */
export type SuiteChange = { package: string; from: string; to: string };

/** Returns the change, or null. `host` is the host's os-release, null where unknown. */
export function suiteChange(packages: readonly PlannedPackage[], host: OsRelease | null): SuiteChange | null {
  for (const { name, from, to, origin } of packages) {
    if (!OWNS_OS_RELEASE.test(name) || from === null || to === null || from === to) continue;
    const isSame = isHostsRelease(origin ?? '', host) ?? majorOf(from) === majorOf(to);
    if (!isSame) return { package: name, from, to };
  }
  return null;
}

/** openSUSE's package is missing here, because its version is a snapshot's date. */
const OWNS_OS_RELEASE = /^(base-files|(fedora|centos|centos-stream|redhat|almalinux|rocky|oraclelinux|azurelinux|system)-release(-common|-identity-.*)?)$/;

/**
 * Compares with apt's source of the package, `LABEL:VERSION/SUITE` (apt-pkg's pkgCache::VerIterator::RelStr). Ubuntu and rolling
 * distributions name the suite as in os-release; Debian's point releases begin with os-release's number. Returns null where that tells
 * nothing: testing has no number, and a local file no source.
 */
function isHostsRelease(origin: string, host: OsRelease | null): boolean | null {
  const releases = [...origin.matchAll(/:([\d.]+)?\/?([\w-]+)?(?=,|$)/g)].map(([, version, suite]) => ({ version, suite }));
  if (host?.codename != null && releases.some(({ suite }) => suite?.replace(/-(updates|security|proposed|backports)$/, '') === host.codename)) return true;
  const versions = releases.flatMap(({ version }) => version ?? []);
  const versionId = host?.versionId ?? null;
  return versionId === null || versions.length === 0 ? null : versions.some((version) => `${version}.`.startsWith(`${versionId}.`));
}

/** Debian adds one to base-files with each release; the rpm packages carry the release's number. */
function majorOf(version: string): string {
  return /^(?:\d+:)?(\d+)/.exec(version)?.[1] ?? version;
}

/** Holds one package that a plan installs, upgrades or removes. */
export type PlannedPackage = {
  /** The name has no architecture. */
  name: string;
  /** This version is there now; null where none is. */
  from: string | null;
  /** This version will be there; null where none will. */
  to: string | null;
  /** Nothing of it is unpacked: it is there, and waits to be configured. */
  isConfigured?: true;
  /** Names apt's source in the words of `apt-get -s`: `Debian:13.1/stable, Debian-Security:13/stable-security`. */
  origin?: string;
};
