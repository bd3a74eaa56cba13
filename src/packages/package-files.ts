// The files of a package as dpkg and rpm write them down.

import { parseList, parseMd5sums } from './dpkg-files.ts';
import { inMergedUsr } from '../text/paths.ts';
import type { Conffile } from './package-set.ts';

/** The texts of dpkg's NAME.list and NAME.md5sums, which has no configuration files: those are in `status`. */
export function parseDpkgFiles(list: string, md5sums: string, conffiles: readonly Conffile[]): PackageFile[] {
  const known = conffiles.filter(({ md5 }) => md5 !== 'newconffile').map(({ path, md5 }) => [path, md5] as const);
  const digests = new Map([...known, ...parseMd5sums(md5sums)]);
  // A package that was removed, not purged, keeps its configuration.
  return [...new Set([...parseList(list), ...conffiles.map(({ path }) => path)])].map((path) => ({ path: inMergedUsr(path), digest: digests.get(path) ?? null }));
}

/** For `rpm -q --qf`: a file a line, links and folders without a digest. */
export const RPM_FILES_FORMAT = '[%{FILEDIGESTS}\\t%{FILENAMES}\\n]';

export function parseRpmFiles(listing: string): PackageFile[] {
  const lines = listing.split('\n').filter((line) => /^[0-9a-f]*\t\//.test(line));
  return lines.map((line) => {
    const tab = line.indexOf('\t');
    return { path: inMergedUsr(line.slice(tab + 1)), digest: tab === 0 ? null : line.slice(0, tab) };
  });
}

/** For `rpm -qac --qf`: the name of a package, then its configuration files, a line each. */
export const RPM_CONFIGURATION_FORMAT = '%{NAME}\\n';

/** Packages by configuration file. `(contains no files)` names none either: rpm writes it between two names. */
export function parseRpmConfiguration(listing: string): Map<string, string> {
  const owners = new Map<string, string>();
  let name = '';
  for (const line of listing.split('\n')) {
    if (line.startsWith('/')) owners.set(line, name);
    else name = line;
  }
  return owners;
}

/** A package that came, or came in another version; `files` with the digest that it shipped, null for links and folders. */
export type ArrivedPackage = { key: string; name: string; files: readonly PackageFile[] };

export type PackageFile = { path: string; digest: string | null };

/** Packages with at least one file that counts; %ghost ones (flag g) need not be there, and documentation (d) may be left out. */
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
