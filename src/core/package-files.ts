// The files of a package as dpkg and rpm write them down.

import { inMergedUsr, type PackageFile } from './etc-changes.ts';
import type { Conffile } from './package-set.ts';

/** The texts of dpkg's NAME.list and NAME.md5sums, which has no configuration files: those are in `status`. */
export function parseDpkgFiles(list: string, md5sums: string, conffiles: readonly Conffile[]): PackageFile[] {
  const digests = new Map(conffiles.filter(({ md5 }) => md5 !== 'newconffile').map(({ path, md5 }) => [path, md5]));
  for (const line of md5sums.split('\n')) {
    const [, digest, path] = /^([0-9a-f]{32}) [ *](.+)$/.exec(line) ?? [];
    if (digest !== undefined && path !== undefined) digests.set(`/${path}`, digest);
  }
  const paths = list.split('\n').filter((path) => path.startsWith('/') && path !== '/.');
  // A package that was removed, not purged, keeps its configuration.
  return [...new Set([...paths, ...conffiles.map(({ path }) => path)])].map((path) => ({ path: inMergedUsr(path), digest: digests.get(path) ?? null }));
}

/** For `rpm -q --qf`: a file a line, links and folders without a digest. */
export const RPM_FILES_FORMAT = '[%{FILEDIGESTS}\\t%{FILENAMES}\\n]';

export function parseRpmFiles(listing: string): PackageFile[] {
  return listing.split('\n').flatMap((line): PackageFile[] => {
    const [, digest, path] = /^([0-9a-f]*)\t(\/.*)$/.exec(line) ?? [];
    return path === undefined ? [] : [{ path: inMergedUsr(path), digest: digest === undefined || digest === '' ? null : digest }];
  });
}

/** For `rpm -qac --qf`: the name of a package, then its configuration files, a line each. */
export const RPM_CONFIGURATION_FORMAT = '%{NAME}\\n';

/** Packages by configuration file. */
export function parseRpmConfiguration(listing: string): Map<string, string> {
  const owners = new Map<string, string>();
  let name = '';
  for (const line of listing.split('\n')) {
    if (line.startsWith('/')) owners.set(line, name);
    else if (line !== '' && !line.startsWith('(')) name = line;
  }
  return owners;
}
