// What a transaction is going to do, as far as it is judged on a writable overlay.

import { writesToBoot } from './boot-packages.ts';
import type { OsRelease } from '../../host/os-release.ts';
import { suiteChange, type PlannedPackage, type SuiteChange } from './suite-change.ts';

export type Transaction = {
  installed: number;
  upgraded: number;
  removed: number;
  /** What it takes of the overlay; null where nobody could tell. */
  bytes: number | null;
  /** Names of the packages in it that write to /boot or to the EFI system partition. */
  bootPackages: readonly string[];
  suiteChange: SuiteChange | null;
};

/** Whether the plan is to be asked for; `withDownloads`: what is downloaded takes its room from the overlay, too. */
export type TransactionWanted = { withDownloads: boolean } | null;

/** `bytes`: of the new packages alone. What is removed or replaced stays in the image, below its whiteout or its copy. */
export function describeTransaction(packages: readonly PlannedPackage[], bytes: number | null, host: OsRelease | null): Transaction {
  const count = (is: (each: PlannedPackage) => boolean) => packages.filter(is).length;
  return {
    installed: count(({ from, to }) => from === null || from === to),
    upgraded: count(({ from, to }) => to !== null && from !== null && from !== to),
    removed: count(({ to }) => to === null),
    bytes,
    bootPackages: packages.map(({ name }) => name).filter(writesToBoot),
    suiteChange: suiteChange(packages, host),
  };
}
