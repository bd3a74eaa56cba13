// This file reads the packages that dpkg and rpm list now, and those listed before the overlay, in the layer that it hides.

import { existsSync, realpathSync } from 'node:fs';
import type { Facts } from '../../host/facts.ts';
import type { PackageDatabase } from '../package-changes.ts';
import { DNF_REASON_FORMAT, parseDpkgPackages, parseRpmPackages, RPM_FORMAT, type PackageManager, type PackageSet } from '../package-set.ts';
import { ask } from '../../system/processes/run-program.ts';
import { openBelow, type Below } from '../../host/io/below-overlay.ts';
import { readText } from '../../system/files/read.ts';
import { locate } from '../../system/processes/locate.ts';
import { DPKG, RPM_FILES, RPM_PLACES } from '../../places.ts';

/** Reads this host's databases; needs root. Without `reasons`, which take dnf a second, `asked` is null for rpm's packages. */
export async function readPackageDatabases(facts: Facts, { reasons = true } = {}): Promise<PackageDatabase[]> {
  const below = await openBelow(facts);
  if (below.kind === 'failed') return databasesOver(`what lies below the overlay cannot be seen (${below.line})`, { reasons });
  try {
    return databasesOver(below, { reasons });
  } finally {
    below.close();
  }
}

/** Works the same for a caller who already has a view below the overlay; a sentence says why there is none. */
export function databasesOver(below: Below | string, { reasons = true } = {}): PackageDatabase[] {
  return findDatabases().map(({ manager, path }) => {
    const now = manager === 'dpkg' ? readDpkg(path, readText(EXTENDED_STATES)) : readRpm(path, '/', reasons ? askReasons() : undefined);
    if (typeof now === 'string') return { manager, path, now: { manager, packages: [] }, below: now };
    return { manager, path, now, below: typeof below === 'string' ? below : readBelow(manager, path, below) };
  });
}

/** Reads only the present state. */
export function readPackages(options: { reasons: boolean }): PackageSet[] {
  return databasesOver('nobody asked', options).map(({ now }) => now);
}

/** /var/lib/apt does not follow the overlay, so it is asked only about packages that are there now. */
const EXTENDED_STATES = '/var/lib/apt/extended_states';

/** Returns files of which the first one that is there is the database's. rpm itself is asked for its place first: what is left elsewhere is not read. */
function placesOf(manager: PackageManager): string[] {
  if (manager === 'dpkg') return [`${DPKG}/status`];
  const rpm = locate('rpm');
  const named = rpm && ask(rpm, ['--eval', '%{_dbpath}'], { timeout: TIMEOUT })?.trim();
  return [...(named?.startsWith('/') === true ? [named] : []), ...RPM_PLACES].flatMap((path) => RPM_FILES.map((name) => `${path}/${name}`));
}

/** Returns the real paths of the databases' folders. */
export function findDatabases(): { manager: PackageManager; path: string }[] {
  return (['dpkg', 'rpm'] as const).flatMap((manager) => {
    const file = placesOf(manager).find((path) => existsSync(path));
    return file === undefined ? [] : [{ manager, path: realpathSync(file).replace(/\/[^/]+$/, '') }];
  });
}

/** A database outside the overlay's folders is the same one in both views. */
function readBelow(manager: PackageManager, path: string, { root, without }: Below): PackageSet | string {
  const hides = without.some((folder) => folder === path || (path.startsWith('/usr/') && (folder === '/usr' || folder === '/')));
  if (!hides) return `${path} does not follow the overlay: it does not tell which packages were there before`;
  return manager === 'dpkg' ? readDpkg(`${root}${path}`) : readRpm(path, root);
}

function readDpkg(folder: string, extendedStates?: string): PackageSet | string {
  const status = readText(`${folder}/status`);
  return status === undefined ? `${folder}/status cannot be read` : parseDpkgPackages(status, extendedStates);
}

const TIMEOUT = 60_000;

/** It needs chroot(8), because sqlite resolves links itself and cannot follow those in /proc (os_unix.c, unixFullPathname). */
function readRpm(folder: string, root: string, reasons?: string): PackageSet | string {
  const [rpm, chroot] = [locate('rpm'), locate('chroot')];
  const listing = rpm && chroot && ask(chroot, [root, rpm, '--dbpath', folder, '-qa', '--queryformat', RPM_FORMAT], { timeout: TIMEOUT });
  return listing === undefined ? `rpm cannot read its database in ${folder}` : parseRpmPackages(listing, reasons);
}

/** No repository is contacted: dnf's own files tell why a package is installed. */
function askReasons(): string | undefined {
  const dnf = locate('dnf5') ?? locate('dnf4') ?? locate('dnf');
  return dnf && ask(dnf, ['--quiet', '--disablerepo=*', 'repoquery', '--installed', '--queryformat', DNF_REASON_FORMAT], { timeout: TIMEOUT });
}
