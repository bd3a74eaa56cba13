// This file describes what a transaction is going to do, as far as that is judged on a writable overlay.

import { writesToBoot } from './boot-packages.ts';
import type { OsRelease } from '../../host/os-release.ts';
import { suiteChange, type PlannedPackage, type SuiteChange } from './suite-change.ts';

/** Holds the numbers of packages, and what rules judge. */
export type Transaction = {
  installed: number;
  upgraded: number;
  removed: number;
  /** The transaction takes this many bytes of the overlay; null where nobody could tell. */
  bytes: number | null;
  /** These packages in it write to /boot or the EFI system partition. */
  bootPackages: readonly string[];
  suiteChange: SuiteChange | null;
  /** False only where it is known that no script of a package will run. */
  scripts: boolean;
};

/** Null where the plan need not be asked for. `withDownloads`: downloads take their room from the overlay as well. `boot`: whatever writes to /boot counts. */
export type TransactionWanted = { withDownloads: boolean; boot: boolean } | null;

/** `writers`: names of packages. `scripts` as in Transaction. */
export type BootJudgement = { writers: readonly string[]; scripts: boolean };

/**
 * `bytes` counts only new packages: what is removed or replaced stays in the image, below its whiteout or copy. `writers` are those of which
 * more than the name tells that they write to /boot.
 */
export function describeTransaction(packages: readonly PlannedPackage[], bytes: number | null, host: OsRelease | null, { writers = [], scripts = true }: Partial<BootJudgement> = {}): Transaction {
  const count = (is: (each: PlannedPackage) => boolean) => packages.filter((each) => each.isConfigured !== true && is(each)).length;
  return {
    installed: count(({ from, to }) => from === null || from === to),
    upgraded: count(({ from, to }) => to !== null && from !== null && from !== to),
    removed: count(({ to }) => to === null),
    bytes,
    bootPackages: [...new Set([...packages.map(({ name }) => name).filter(writesToBoot), ...writers])],
    suiteChange: suiteChange(packages, host),
    scripts,
  };
}
