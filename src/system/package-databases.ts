// The packages that dpkg and rpm have written down: as of now, and as of before the overlay, in the layer that the overlay hides.

import { existsSync, realpathSync } from 'node:fs';
import type { Facts } from '../core/facts.ts';
import { FOLLOWER_SOURCE } from '../core/followers.ts';
import { topMountAt } from '../core/mountinfo.ts';
import { DNF_REASON_FORMAT, parseDpkgPackages, parseRpmPackages, RPM_FORMAT, type PackageManager, type PackageSet } from '../core/package-set.ts';
import { identifyUsrOverlay } from '../core/usr-overlay.ts';
import { ask } from './ask.ts';
import { openBelow } from './below-overlay.ts';
import { readText } from './files.ts';
import { locate } from './live-evidence.ts';

export type PackageDatabase = {
  manager: PackageManager;
  now: PackageSet;
  /** What it was before the overlay; else a sentence that says why that is not known. */
  below: PackageSet | string;
};

/** Those of this host. Needs root. Without `reasons`, which take dnf a second, no package of rpm's tells whether it was asked for. */
export async function readPackageDatabases(facts: Facts, { reasons = true } = {}): Promise<PackageDatabase[]> {
  const found: PackageDatabase[] = [];
  for (const { manager, path } of findDatabases()) {
    const now = manager === 'dpkg' ? readDpkg(path, readText(EXTENDED_STATES)) : readRpm(path, reasons ? askReasons() : undefined);
    if (typeof now !== 'string') found.push({ manager, now, below: await readBelow(manager, path, facts) });
  }
  return found;
}

/** /var/lib/apt does not follow the overlay: it is asked only about packages that are there now. */
const EXTENDED_STATES = '/var/lib/apt/extended_states';

/** Where rpm's has been on ostree hosts, one a link to the other: https://fedoraproject.org/wiki/Changes/RelocateRPMToUsr */
const PLACES = {
  dpkg: ['/var/lib/dpkg/status'],
  rpm: ['/var/lib/rpm', '/usr/lib/sysimage/rpm', '/usr/share/rpm'].flatMap((path) => ['rpmdb.sqlite', 'Packages.db', 'Packages'].map((name) => `${path}/${name}`)),
} as const;

/** Their folders, by real paths. */
function findDatabases(): { manager: PackageManager; path: string }[] {
  return (['dpkg', 'rpm'] as const).flatMap((manager) => {
    const file = PLACES[manager].find((path) => existsSync(path));
    return file === undefined ? [] : [{ manager, path: realpathSync(file).replace(/\/[^/]+$/, '') }];
  });
}

async function readBelow(manager: PackageManager, path: string, facts: Facts): Promise<PackageSet | string> {
  const hiding = hiddenBy(path, facts);
  if (hiding === null) return `${path} does not follow the overlay: it does not tell what was there before`;
  const below = await openBelow([hiding]);
  if (below.kind === 'failed') return `what lies below the overlay on ${hiding} cannot be seen (${below.line})`;
  try {
    return manager === 'dpkg' ? readDpkg(`${below.root}${path}`) : readRpm(`${below.root}${path}`);
  } finally {
    below.close();
  }
}

/** The mount point of the overlay that has the same lifetime as the one on /usr and hides what a database was before. */
function hiddenBy(path: string, facts: Facts): string | null {
  const mounts = facts.mounts ?? [];
  if (topMountAt(mounts, path)?.source === FOLLOWER_SOURCE) return path;
  const isInOverlay = path.startsWith('/usr/') && topMountAt(mounts, '/usr') !== null && identifyUsrOverlay(facts) !== null;
  return isInOverlay ? '/usr' : null;
}

function readDpkg(folder: string, extendedStates?: string): PackageSet | string {
  const status = readText(`${folder}/status`);
  return status === undefined ? `${folder}/status cannot be read` : parseDpkgPackages(status, extendedStates);
}

const TIMEOUT = 60_000;

function readRpm(folder: string, reasons?: string): PackageSet | string {
  const rpm = locate('rpm');
  const listing = rpm && ask(rpm, ['--dbpath', folder, '-qa', '--queryformat', RPM_FORMAT], { timeout: TIMEOUT });
  return listing === undefined ? `rpm cannot read its database in ${folder}` : parseRpmPackages(listing, reasons);
}

/** No repository is asked: why a package is installed is in dnf's own files. */
function askReasons(): string | undefined {
  const dnf = locate('dnf5') ?? locate('dnf4') ?? locate('dnf');
  return dnf && ask(dnf, ['--quiet', '--disablerepo=*', 'repoquery', '--installed', '--queryformat', DNF_REASON_FORMAT], { timeout: TIMEOUT });
}
