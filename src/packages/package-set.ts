// The packages that a database holds, as dpkg and rpm write them down.

export type PackageManager = 'dpkg' | 'rpm';

export type Conffile = { path: string; /** As shipped by the version that is installed. */ md5: string; obsolete: boolean };

export type Package = {
  name: string;
  architecture: string;
  version: string;
  /** dpkg's word for how far it is installed, see dpkg(1); rpm knows only `installed`. */
  state: string;
  /** Whether it was asked for, and did not come along with another; null where nobody wrote that down. */
  asked: boolean | null;
  /** What it needs, in dpkg's words; empty for rpm, see `needed`. */
  depends: string;
  /** Whether a package that was asked for needs it, where the package manager itself knows; else null. */
  needed: boolean | null;
  /** Only of dpkg. */
  conffiles: Conffile[];
};

export type PackageSet = { manager: PackageManager; packages: readonly Package[] };

/**
 * The text of dpkg's `status`; `extendedStates` is that of /var/lib/apt/extended_states, undefined where there is none: apt writes
 * it with the first package that comes along, so that without it all packages were asked for.
 * Packages that were removed but for their configuration are there too, in state `config-files`: see `isInstalled`.
 */
export function parseDpkgPackages(status: string, extendedStates?: string): PackageSet {
  const automatic = parseAutomatic(extendedStates ?? '');
  const packages = status.split('\n\n').flatMap((paragraph): Package[] => {
    const name = field(paragraph, 'Package');
    const version = field(paragraph, 'Version');
    const state = field(paragraph, 'Status')?.split(' ')[2];
    if (name === undefined || version === undefined || state === undefined || state === 'not-installed') return [];
    const architecture = field(paragraph, 'Architecture') ?? '';
    const depends = [field(paragraph, 'Pre-Depends'), field(paragraph, 'Depends')].filter((text) => text !== undefined).join(', ');
    const asked = !automatic.has(`${name}:${architecture}`) && !(architecture === 'all' && automatic.has(name));
    return [{ name, architecture, version, state, asked, depends, needed: null, conffiles: parseConffiles(paragraph) }];
  });
  return { manager: 'dpkg', packages };
}

/** Whether files of it are on the disk, beyond its configuration. */
export function isInstalled({ state }: Package): boolean {
  return state !== 'config-files';
}

/** For `rpm -qa --qf`: one package a line, see `parseRpmPackages`. A tab is in none of these. */
export const RPM_FORMAT = '%{NAME}\\t%{ARCH}\\t%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\\n';

/** For dnf's `repoquery --installed --queryformat`: why it is installed. dnf5 knows no escapes and ends no line by itself; dnf4 does. */
export const DNF_REASON_FORMAT = '%{name}\t%{arch}\t%{reason}\n';

/** Where dnf itself does not know, or another program did it. */
const NOT_KNOWN: ReadonlySet<string> = new Set(['unknown', 'none', 'external user']);

/** What rpm printed in RPM_FORMAT, and dnf in DNF_REASON_FORMAT; undefined where dnf did not answer. */
export function parseRpmPackages(listing: string, reasons?: string): PackageSet {
  const reasonOf = parseReasons(reasons ?? '');
  const packages = listing.split('\n').flatMap((line): Package[] => {
    const [name = '', architecture = '', version] = line.split('\t');
    // Keys for signatures are kept as packages that have no files.
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

/** Names with architecture; apt writes its own architecture for packages of `all`. */
function parseAutomatic(extendedStates: string): Set<string> {
  const automatic = new Set<string>();
  for (const paragraph of extendedStates.split('\n\n')) {
    const name = field(paragraph, 'Package');
    if (name === undefined || field(paragraph, 'Auto-Installed') !== '1') continue;
    automatic.add(name).add(`${name}:${field(paragraph, 'Architecture') ?? ''}`);
  }
  return automatic;
}

/** One of deb-control(5)'s fields that stand on one line. */
function field(paragraph: string, name: string): string | undefined {
  const start = `\n${paragraph}`.indexOf(`\n${name}: `);
  if (start < 0) return undefined;
  const from = start + name.length + 2;
  const end = paragraph.indexOf('\n', from);
  return paragraph.slice(from, end < 0 ? undefined : end).trim();
}

/** Lines of path, checksum and marks; a path may have spaces. A package that is not configured yet has `newconffile` for a checksum. */
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

/** A package before and after: one of them may not be. */
export type Pair = { before: Package; after: null } | { before: Package | null; after: Package };
