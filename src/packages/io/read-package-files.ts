// This file reads the lists of packages' files from dpkg's and rpm's own records.

import { parseDpkgFiles, parseRpmConfiguration, parseRpmFiles, RPM_CONFIGURATION_FORMAT, RPM_FILES_FORMAT, type PackageFile, type ArrivedPackage } from '../package-files.ts';
import { keyOf, type Package, type PackageManager } from '../package-set.ts';
import { ask } from '../../system/processes/run-program.ts';
import { algorithmOf, digestOf } from '../../system/files/digest.ts';
import { readText, statusOf } from '../../system/files/read.ts';
import { locate } from '../../system/processes/locate.ts';
import { DPKG } from '../../places.ts';

/** Returns the packages with their files and the digests that they shipped; no files where the package manager has no list. */
export function readPackageFiles(manager: PackageManager, packages: readonly Package[]): ArrivedPackage[] {
  const known = manager === 'rpm' ? readRpmFiles(packages) : undefined;
  return packages.map((each) => ({ key: keyOf(each), name: each.name, files: known ? (known.get(keyOf(each)) ?? []) : readDpkgFiles(each) }));
}

function readDpkgFiles(each: Package): PackageFile[] {
  // dpkg puts the architecture into these names for packages that can be installed for several: its own infodb-format.
  const base = `${DPKG}/info/${each.name}`;
  const list = readText(`${base}.list`);
  const own = list === undefined ? `${base}:${each.architecture}` : base;
  return parseDpkgFiles(list ?? readText(`${own}.list`) ?? '', readText(`${own}.md5sums`) ?? '', each.conffiles);
}

/** rpm is asked once, because it takes some milliseconds to open its database; of many packages, for all that there are. */
function readRpmFiles(packages: readonly Package[]): Map<string, PackageFile[]> {
  if (packages.length === 0) return new Map();
  const names = packages.map(({ name, version, architecture }) => `${name}-${version}.${architecture}`);
  // It answers for none of them where it does not know one.
  const some = packages.length > MOST_NAMED ? undefined : askRpm(['-q', ...names, '--queryformat', RPM_FILES_FORMAT]);
  return parseRpmFiles(some ?? askRpm(['-qa', '--queryformat', RPM_FILES_FORMAT]) ?? '');
}

/** Naming each costs a search in the database, and a command line has its limits. */
const MOST_NAMED = 200;

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
/** Some 10,000 packages with a million files on a fifth of a core; it guards against a hanging rpm alone. */
const RPM_TIMEOUT = 600_000;
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
