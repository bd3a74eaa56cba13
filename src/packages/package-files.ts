// This file parses the lists of a package's files as dpkg and rpm write them.

import { parseList, parseMd5sums } from './dpkg-files.ts';
import { inMergedUsr, type Ownership } from '../text/paths.ts';
import type { Conffile } from './package-set.ts';

/** Parses dpkg's NAME.list and NAME.md5sums. The latter has no configuration files, whose digests are in `status`. */
export function parseDpkgFiles(list: string, md5sums: string, conffiles: readonly Conffile[]): PackageFile[] {
  const known = conffiles.filter(({ md5 }) => md5 !== 'newconffile').map(({ path, md5 }) => [path, md5] as const);
  const digests = new Map([...known, ...parseMd5sums(md5sums)]);
  // A package that was removed but not purged keeps its configuration.
  return [...new Set([...parseList(list), ...conffiles.map(({ path }) => path)])].map((path) => ({ path: inMergedUsr(path), digest: digests.get(path) ?? null }));
}

/** `rpm -q --qf` prints a package with this, then one file per line; links and folders have no digest. */
export const RPM_FILES_FORMAT = '%{NAME}:%{ARCH}=%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\\n[%{FILEDIGESTS}\\t%{FILEMODES:octal} %{FILEUSERNAME} %{FILEGROUPNAME}\\t%{FILENAMES}\\n]';

/** Parses what rpm printed in RPM_FILES_FORMAT. The keys are those of ArrivedPackage. */
export function parseRpmFiles(listing: string): Map<string, PackageFile[]> {
  const found = new Map<string, PackageFile[]>();
  let own: PackageFile[] = [];
  for (const line of listing.split('\n')) {
    const [, digest = '', mode = '', owner = '', path] = /^([0-9a-f]*)\t(\d+) (\S+ \S+)\t(\/.*)$/.exec(line) ?? [];
    if (!line.includes('\t')) found.set(line, (own = []));
    // Of others it would have to be asked what their numbers are here.
    else if (path !== undefined) own.push({ path: inMergedUsr(path), digest: digest === '' ? null : digest, ...(owner === 'root root' && { like: { mode: Number.parseInt(mode, 8) & 0o7777, uid: 0, gid: 0 } }) });
  }
  return found;
}

/** `rpm -qac --qf` prints the name of a package with this, then its configuration files, one per line. */
export const RPM_CONFIGURATION_FORMAT = '%{NAME}\\n';

/** Maps each configuration file to its package. rpm also writes `(contains no files)` between two names, which does no harm. */
export function parseRpmConfiguration(listing: string): Map<string, string> {
  const owners = new Map<string, string>();
  let name = '';
  for (const line of listing.split('\n')) {
    if (line.startsWith('/')) owners.set(line, name);
    else name = line;
  }
  return owners;
}

/** Holds a package that is new, or has another version; `key` is NAME:ARCHITECTURE=VERSION. */
export type ArrivedPackage = { key: string; name: string; files: readonly PackageFile[] };

/** Holds a file with the digest that its package shipped, in hexadecimal, null for links and folders; `like` where the database tells it. */
export type PackageFile = { path: string; digest: string | null; like?: Ownership };

/** Returns the packages with a file that counts, without %ghost files (flag g), which may be absent, and documentation (d). */
export function parseRpmOwners(listing: string, counts: (path: string) => boolean): { name: string; paths: string[] }[] {
  const found = new Map<string, string[]>();
  for (const line of listing.split('\n')) {
    const [name = '', flags = '', path] = line.split('\t');
    if (path === undefined || /[gd]/.test(flags) || !counts(path)) continue;
    const paths = found.get(name);
    if (paths) paths.push(path);
    else found.set(name, [path]);
  }
  return [...found].map(([name, paths]) => ({ name, paths }));
}
