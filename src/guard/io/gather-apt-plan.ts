// What apt is going to do on a writable overlay, before it asks and downloads.

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AptConfig } from '../request/apt-config.ts';
import type { PackageVersion } from '../request/package-sizes.ts';
import type { PlannedPackage } from '../request/suite-change.ts';
import { describeTransaction, type Transaction, type TransactionWanted } from '../request/transaction.ts';
import { bootWriters } from '../../boot/io/boot-writers-in.ts';
import { roomIn } from '../../host/io/gather-free-space.ts';
import { readOsRelease } from '../../host/io/gather-evidence.ts';
import { listsFolder, type AptRun } from './apt-run.ts';
import { listsIn, sizesOf } from './gather-package-sizes.ts';

type Plan = { packages: readonly PlannedPackage[]; incoming: readonly PackageVersion[] };

export function gatherAptPlan({ packages, incoming }: Plan, run: AptRun, config: AptConfig, wanted: NonNullable<TransactionWanted>): Transaction {
  const lists = listsFolder(config);
  const files = () => run.words.filter((word) => word.endsWith('.deb') && !word.startsWith('-')).map((word) => resolve(run.cwd, word));
  const sizes = isFarFromFull(incoming.length) && isLarge(lists) ? null : sizesOf(incoming, lists, files);
  // What comes is judged by its archives, which are not there yet.
  const removed = packages.flatMap(({ name, to }) => (to === null ? [name] : []));
  return describeTransaction(packages, sizes && sizes.installed + (wanted.withDownloads ? sizes.download : 0), readOsRelease(), wanted.boot ? bootWriters([], removed) : {});
}

/**
 * Whether there is room for more than so many packages ever take. Then nobody need know how large these are, and the archives themselves are
 * judged before dpkg runs. Of the 68,701 packages of Debian 13 the largest takes 6.5 GiB, and the mean is 6 MiB.
 */
function isFarFromFull(count: number): boolean {
  const room = roomIn('/usr');
  return room !== null && room.free > Math.max(7 * GIB, count * 10 * MIB);
}

/** Whether it takes a tenth of a second to look something up. */
function isLarge(lists: string): boolean {
  return listsIn(lists).some((path) => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 16 * MIB);
}

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
