// This file reads the lists of packages' files from dpkg's and rpm's own records.

import { parseDpkgFiles, parseRpmConfiguration, parseRpmFiles, RPM_CONFIGURATION_FORMAT, RPM_FILES_FORMAT, type PackageFile, type ArrivedPackage } from '../package-files.ts';
import type { Package, PackageManager } from '../package-set.ts';
import { ask } from '../../system/processes/run-program.ts';
import { algorithmOf, digestOf } from '../../system/files/digest.ts';
import { readText, statusOf } from '../../system/files/read.ts';
import { locate } from '../../system/processes/locate.ts';
import { DPKG } from '../../places.ts';

/** Returns the files of each package with the digests that it shipped; none where the package manager has no list. */
export function readPackageFiles(manager: PackageManager, packages: readonly Package[]): PackageFile[][] {
  return manager === 'rpm' ? readRpmFiles(packages) : packages.map(readDpkgFiles);
}

/** Asks rpm once for many, because each question opens its database: a thousand questions took five seconds. */
function readRpmFiles(packages: readonly Package[]): PackageFile[][] {
  const found: PackageFile[][] = [];
  for (let at = 0; at < packages.length; at += MOST_ASKED) {
    const some = packages.slice(at, at + MOST_ASKED);
    const listings = askRpmFiles(some) ?? some.map((each) => askRpmFiles([each])?.[0] ?? '');
    found.push(...listings.map(parseRpmFiles));
  }
  return found;
}

/** Returns a listing for each; undefined where rpm has no answer for one of them. */
function askRpmFiles(packages: readonly Package[]): string[] | undefined {
  const names = packages.map(({ name, version, architecture }) => `${name}-${version}.${architecture}`);
  const listings = askRpm(['-q', '--queryformat', `${HEADING}\\n${RPM_FILES_FORMAT}`, ...names])?.split(/^=$/m).slice(1);
  return listings?.length === packages.length ? listings : undefined;
}

/** Begins a package's listing: no line of a file is like it. */
const HEADING = '=';
/** Their names are far from what an argument list can hold. */
const MOST_ASKED = 500;

function readDpkgFiles(each: Package): PackageFile[] {
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
const RPM_TIMEOUT = 600_000;
/** Five hundred packages have some 100,000 files. */
const RPM_LIMIT = 256 * 1024 * 1024;

function askRpm(words: readonly string[]): string | undefined {
  const rpm = locate('rpm');
  return rpm && ask(rpm, words, { timeout: RPM_TIMEOUT, limit: RPM_LIMIT });
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
