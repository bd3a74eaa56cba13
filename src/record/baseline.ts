// This file describes how things were when the record began, and which folders are looked at.

/** These folders are searched: /etc, and where Debian's deb-systemd-helper records what it enabled or masked. */

import type { PackageSet } from '../packages/package-set.ts';
import type { Ownership } from '../text/paths.ts';

/** These folders are searched: /etc, and where Debian's deb-systemd-helper records what it enabled or masked. */
export const ROOTS = [
  '/etc',
  '/var/lib/systemd/deb-systemd-helper-enabled',
  '/var/lib/systemd/deb-systemd-helper-masked',
  '/var/lib/systemd/deb-systemd-user-helper-enabled',
  '/var/lib/systemd/deb-systemd-user-helper-masked',
] as const;
/** Holds everything in ROOTS except what follows the overlay; links map to their targets as written. */
export type Tree = { folders: readonly string[]; files: readonly string[]; /** Targets as they are written. */ links: Readonly<Record<string, string>> };
/** The `package` of what whichever package may take away: what deb-systemd-helper keeps of units, and what is no configuration. */
export const ANY = '';
/** Holds the owner and content of a configuration file; `digest` is in hexadecimal. */
export type KnownFile = Ownership & { package: string; digest: string };
/** Holds the state of the host when the record began. */
export type Baseline = {
  tree: Tree;
  /** Holds owner and mode of the folders in `tree`; a record of an older version has none. */
  modes?: Readonly<Record<string, Ownership>>;
  /** Links in `tree` that led nowhere then: they come back also where they do so now. */
  dangling?: readonly string[];
  /** The configuration files of the image's packages. */
  conffiles: Readonly<Record<string, KnownFile>>;
  users: readonly string[];
  groups: readonly string[];
  packages: readonly PackageSet[];
};
