// What a transaction is going to do, as far as it is judged on a writable overlay.

import { writesToBoot } from './boot-packages.ts';
import type { OsRelease } from './os-release.ts';
import { suiteChange, type SuiteChange } from './suite-change.ts';

export type PlannedPackage = {
  /** Without an architecture. */
  name: string;
  /** The version that is there now, or null. */
  from: string | null;
  /** The version that will be there, or null. */
  to: string | null;
  /** Where apt has it from, in the words of `apt-get -s`: `Debian:13.1/stable, Debian-Security:13/stable-security`. */
  origin?: string;
};

export type Plan = {
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
export type PlanWanted = { withDownloads: boolean } | null;

/** In the file system behind the overlay, in bytes. */
export type Room = {
  used: number;
  /** What root can still write; in a tmpfs no more than there is memory and swap. */
  free: number;
  isTmpfs: boolean;
  /** Memory and swap that are left; null where the kernel does not say. */
  memory: number | null;
};

/** `bytes`: of the new packages alone. What is removed or replaced stays in the image, below its whiteout or its copy. */
export function describePlan(packages: readonly PlannedPackage[], bytes: number | null, host: OsRelease | null): Plan {
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
