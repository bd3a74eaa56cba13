// This file parses the packages of a database, as dpkg and rpm list them.

import { fieldOf, paragraphsOf, parseStanza } from './dpkg-status.ts';

/** Names a package database by its low-level tool. */
export type PackageManager = 'dpkg' | 'rpm';

/** Holds a configuration file of a dpkg package. */
export type Conffile = { path: string; /** As shipped by the version that is installed. */ md5: string; obsolete: boolean };

/** Holds one package of a database. */
export type Package = {
  name: string;
  architecture: string;
  version: string;
  /** dpkg's word says how far it is installed, see dpkg(1); rpm knows only `installed`. */
  state: string;
  /** Tells whether the user requested it, and it did not come as a dependency; null where nobody recorded it. */
  asked: boolean | null;
  /** Lists its dependencies in dpkg's syntax; empty for rpm, see `needed`. */
  depends: string;
  /** Tells whether a requested package needs it, where the package manager itself knows; else null. */
  needed: boolean | null;
  /** Only dpkg lists these; empty for rpm. */
  conffiles: Conffile[];
};

/** Holds all packages of one database. */
export type PackageSet = { manager: PackageManager; packages: readonly Package[] };

/**
 * Parses dpkg's `status`. `extendedStates` is the text of /var/lib/apt/extended_states, undefined where there is no such file: apt makes
 * it with the first dependency, so without it every package was requested.
 * Packages that were removed but not purged are included, in state `config-files`: see `isInstalled`.
 */
export function parseDpkgPackages(status: string, extendedStates?: string): PackageSet {
  const automatic = parseAutomatic(extendedStates ?? '');
  const packages = paragraphsOf(status).flatMap((paragraph): Package[] => {
    const stanza = parseStanza(paragraph);
    if (!stanza || stanza.version === '' || stanza.state === 'not-installed') return [];
    const { name, architecture, version, state } = stanza;
    const depends = [fieldOf(paragraph, 'Pre-Depends'), fieldOf(paragraph, 'Depends')].filter((text) => text !== undefined).join(', ');
    const asked = !automatic.has(`${name}:${architecture}`) && !(architecture === 'all' && automatic.has(name));
    return [{ name, architecture, version, state, asked, depends, needed: null, conffiles: parseConffiles(paragraph) }];
  });
  return { manager: 'dpkg', packages };
}

/** Returns what tells a package from every other one, other versions of it included. */
export function keyOf({ name, architecture, version }: Package): string {
  return `${name}:${architecture}=${version}`;
}

/** Tells whether more of the package than its configuration is on the disk. */
export function isInstalled({ state }: Package): boolean {
  return state !== 'config-files';
}

/** `rpm -qa --qf` prints one package per line with this, for `parseRpmPackages`. None of the values can contain a tab. */
export const RPM_FORMAT = '%{NAME}\\t%{ARCH}\\t%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\\n';

/** dnf's `repoquery --installed --queryformat` prints with this why packages are installed. dnf5 knows no escapes and adds no line ends. */
export const DNF_REASON_FORMAT = '%{name}\t%{arch}\t%{reason}\n';

/** dnf prints these where it does not know, or another program installed the package. */
const NOT_KNOWN: ReadonlySet<string> = new Set(['unknown', 'none', 'external user']);

/** Parses what rpm printed in RPM_FORMAT, and dnf in DNF_REASON_FORMAT (undefined where dnf did not answer). */
export function parseRpmPackages(listing: string, reasons?: string): PackageSet {
  const reasonOf = parseReasons(reasons ?? '');
  const packages = listing.split('\n').flatMap((line): Package[] => {
    const [name = '', architecture = '', version] = line.split('\t');
    // rpm keeps signature keys as packages without files.
    if (version === undefined || name === 'gpg-pubkey') return [];
    const reason = reasonOf.get(`${name}.${architecture}`);
    const known = reason !== undefined && !NOT_KNOWN.has(reason);
    const asked = known ? !/dependency/.test(reason) : null;
    return [{ name, architecture, version, state: 'installed', asked, depends: '', needed: known ? reason === 'dependency' : null, conffiles: [] }];
  });
  return { manager: 'rpm', packages };
}

/** dnf4 writes `weak-dependency`, dnf5 `Weak Dependency`. */
function parseReasons(text: string): Map<string, string> {
  const rows = text.split('\n').map((line) => line.split('\t'));
  return new Map(rows.flatMap(([name, architecture, reason]) => (reason === undefined ? [] : [[`${String(name)}.${String(architecture)}`, reason.trim().toLowerCase()]])));
}

/** Returns names with and without architecture; apt writes its own architecture for packages of `all`. */
function parseAutomatic(extendedStates: string): Set<string> {
  const automatic = new Set<string>();
  for (const paragraph of paragraphsOf(extendedStates)) {
    const name = fieldOf(paragraph, 'Package');
    if (name === undefined || fieldOf(paragraph, 'Auto-Installed') !== '1') continue;
    automatic.add(name).add(`${name}:${fieldOf(paragraph, 'Architecture') ?? ''}`);
  }
  return automatic;
}

/** Parses lines of path, checksum and marks. A path may contain spaces; an unconfigured package has `newconffile` as checksum. */
function parseConffiles(paragraph: string): Conffile[] {
  const start = paragraph.indexOf('\nConffiles:\n');
  if (start < 0) return [];
  const conffiles: Conffile[] = [];
  for (const line of paragraph.slice(start + 12).split('\n')) {
    if (!line.startsWith(' ')) break;
    const [, path, md5, marks = ''] = /^ (\/.*) ([0-9a-f]{32}|newconffile)((?: [a-z-]+)*)$/.exec(line) ?? [];
    if (path !== undefined && md5 !== undefined) conffiles.push({ path, md5, obsolete: marks.includes(' obsolete') });
  }
  return conffiles;
}

/** Holds a package before and after; one of them may be missing. */
export type Pair = { before: Package; after: null } | { before: Package | null; after: Package };
