// This file reads the lists of packages' files from dpkg's and rpm's own records.

import { parseDpkgFiles, parseRpmConfiguration, parseRpmFiles, RPM_CONFIGURATION_FORMAT, RPM_FILES_FORMAT, type PackageFile, type ArrivedPackage } from '../package-files.ts';
import type { Package, PackageManager } from '../package-set.ts';
import { ask } from '../../system/processes/run-program.ts';
import { algorithmOf, digestOf } from '../../system/files/digest.ts';
import { readText, statusOf } from '../../system/files/read.ts';
import { locate } from '../../system/processes/locate.ts';
import { DPKG } from '../../places.ts';

/** Returns the files of one package with the digests that it shipped; none where the package manager has no list. */
export function readPackageFiles(manager: PackageManager, each: Package): PackageFile[] {
  if (manager === 'rpm') return parseRpmFiles(askRpm(['-q', '--queryformat', RPM_FILES_FORMAT, `${each.name}-${each.version}.${each.architecture}`]) ?? '');
  // dpkg puts the architecture into these names for packages that can be installed for several: its own infodb-format.
  const read = (suffix: string): string => readText(`${DPKG}/info/${each.name}:${each.architecture}.${suffix}`) ?? readText(`${DPKG}/info/${each.name}.${suffix}`) ?? '';
  return parseDpkgFiles(read('list'), read('md5sums'), each.conffiles);
}

/** Maps the path of each configuration file of an rpm package to the package's name. */
export function readRpmConfiguration(): Map<string, string> {
  return parseRpmConfiguration(askRpm(['-qa', '--configfiles', '--queryformat', RPM_CONFIGURATION_FORMAT]) ?? '');
}

/** Returns up to three files in /usr that prove that a package is there; those that differ most between versions come first. */
export function findWitnesses({ files }: ArrivedPackage): { path: string; digest: string }[] {
  const found: { path: string; digest: string }[] = [];
  for (const { path, digest } of files.toSorted((one, other) => rank(one) - rank(other))) {
    if (found.length === MOST_WITNESSES) break;
    if (digest === null || !path.startsWith('/usr/') || !isSmall(path)) continue;
    // dpkg's own configuration may leave documentation out.
    if (digestOf(path, algorithmOf(digest)) === digest) found.push({ path, digest });
  }
  return found;
}

const MOST_WITNESSES = 3;
const LARGEST_WITNESS = 4 * 1024 * 1024;
const RPM_TIMEOUT = 60_000;

function askRpm(words: readonly string[]): string | undefined {
  const rpm = locate('rpm');
  return rpm && ask(rpm, words, { timeout: RPM_TIMEOUT });
}

function rank({ path }: PackageFile): number {
  if (/^\/usr\/s?bin\//.test(path)) return 0;
  if (/\/changelog(\.Debian)?\.gz$/.test(path)) return 1;
  return path.startsWith('/usr/lib') ? 2 : 3;
}

function isSmall(path: string): boolean {
  const stat = statusOf(path);
  return stat?.isFile() === true && stat.size <= LARGEST_WITNESS;
}
