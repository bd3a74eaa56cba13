// This file looks at /etc and the package databases, before packages come and after.

import { existsSync, lstatSync } from 'node:fs';
import { findLeftovers, type Leftovers } from '../etc-changes.ts';
import { ROOTS, type Baseline, type Tree } from '../baseline.ts';
import { attribute, type LastLook } from '../looks.ts';
import { type Ownership } from '../../text/paths.ts';
import { parseDiversions } from '../../packages/dpkg-files.ts';
import { arrivedPackages, packageChanges, stateOf, type PackageChange } from '../../packages/package-changes.ts';
import { type PackageSet } from '../../packages/package-set.ts';
import { algorithmOf, digestOf } from '../../system/files/digest.ts';
import { readEtc } from './etc-tree.ts';
import { gatherKnownFiles, ownership } from './known-files.ts';
import { doDatabasesFollow } from './overlay-now.ts';
import { readText, statusOf } from '../../system/files/read.ts';
import { readPackages } from '../../packages/io/read-databases.ts';
import { findWitnesses, readPackageFiles } from '../../packages/io/read-package-files.ts';
import { DPKG, inImageEtc } from '../../places.ts';

/** How things are before packages come, and the files, by their digest, that nobody else has a copy of. */
export type SavedBaseline = { baseline: Baseline; copies: Map<string, string> };

/** Looks at the host as it is; throws where a configuration file cannot be read. */
export function gatherBaseline(): SavedBaseline {
  const packages = readPackages({ reasons: false });
  const tree = readEtc();
  const conffiles = gatherKnownFiles(packages, tree);
  const dangling = Object.keys(tree.links).filter((path) => !existsSync(path));
  const baseline = { tree, modes: Object.fromEntries(tree.folders.flatMap(folderMode)), dangling, conffiles, ...names(), packages };
  const copies = new Map<string, string>();
  for (const [path, { digest }] of Object.entries(conffiles)) {
    const isInImage = path.startsWith('/etc/') && digestOf(inImageEtc(path), algorithmOf(digest)) === digest;
    if (!copies.has(digest) && !isInImage) copies.set(digest, path);
  }
  return { baseline, copies };
}

/** Says how to look at packages. */
export type LookOptions = {
  /** What was found before. */
  known: { leftovers: Leftovers; packages: readonly PackageChange[] };
  /** The last look, where there was one since the record began, and one on the eve of the transaction. */
  looks: { last: LastLook | null; eve: Tree | null };
  /** dnf asks dnf why rpm's packages are installed; inside a transaction of it, that would wait for its own lock. */
  reasons: boolean;
  /** A transaction has just ended: what changed since its eve, it changed. */
  isOver: boolean;
};

/** What is there now because of packages, and which packages these are. */
export function gatherLeftovers(baseline: Baseline, { known, looks, reasons, isOver }: LookOptions): { leftovers: Leftovers; packages: readonly PackageChange[]; look: LastLook } {
  const now = readPackages({ reasons });
  const changes = now.flatMap((set) => packageChanges(setOf(baseline.packages, set.manager), set));
  const packages = changes.map((change) => (reasons || change.manager === 'dpkg' ? change : (known.packages.find((each) => each.label === change.label && each.after === change.after) ?? change)));
  const earlier = new Set(known.leftovers.touched);
  const arrived = now.flatMap((set) => readPackageFiles(set.manager, arrivedPackages(setOf(baseline.packages, set.manager), set, earlier)));
  const tree = readEtc();
  const databaseFollows = doDatabasesFollow();
  const witnesses = Object.fromEntries(arrived.map((each) => [each.key, databaseFollows ? [] : (known.leftovers.witnesses[each.key] ?? findWitnesses(each))]));
  const changed = new Set([...packages, ...arrived].map(({ name }) => name));
  const touched = [...new Set([...earlier, ...changed])].sort();
  const diverted = parseDiversions(readText(`${DPKG}/diversions`) ?? '');
  const look = { tree, packages: digestOfPackages(now) };
  const found = attribute(looks.last ?? { tree: baseline.tree, packages: digestOfPackages(baseline.packages) }, looks.eve, look, isOver);
  const administrator = new Set([...(known.leftovers.administrator ?? []), ...found.administrator]);
  const doubtful = new Set([...(known.leftovers.doubtful ?? []), ...found.doubtful]);
  const leftovers = findLeftovers(baseline, { tree, arrived, changed, helperDigests: helperDigests(baseline.tree, tree), witnesses, diverted, ...names(), administrator, doubtful });
  return { leftovers: { ...leftovers, touched, databaseFollows, files: withOwnership(leftovers.files, known.leftovers.files, isOver) }, packages, look };
}

/**
 * As it was when the file was first seen with this content: what it is afterwards, somebody made it. If nobody looked just after the
 * transaction, the database knows better, where it does.
 */
function withOwnership(files: Leftovers['files'], known: Leftovers['files'], isOver: boolean): Leftovers['files'] {
  const earlier = new Map(known.map((each) => [`${each.path} ${each.digest}`, each.like]));
  return files.map((each) => {
    const stat = lstatSync(each.path, { throwIfNoEntry: false });
    const shipped = isOver ? undefined : each.like;
    const like = earlier.get(`${each.path} ${each.digest}`) ?? shipped ?? (stat?.isFile() === true ? ownership(stat) : undefined);
    return like ? { ...each, like } : each;
  });
}

/** Names, versions and states: a package that is configured now, and was unpacked, has run a script. */
function digestOfPackages(sets: readonly PackageSet[]): string {
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256');
  for (const { manager, packages } of sets) for (const each of packages) hash.update(`${manager} ${stateOf(each)}\n`);
  return hash.digest('hex');
}

/** Returns the names of all users and groups of the host. */
export function names(): { users: string[]; groups: string[] } {
  const first = (path: string): string[] => (readText(path) ?? '').split('\n').flatMap((line) => /^([^:]+):/.exec(line)?.[1] ?? []);
  return { users: first('/etc/passwd'), groups: first('/etc/group') };
}

function folderMode(path: string): [string, Ownership][] {
  const stat = statusOf(path);
  return stat?.isDirectory() === true ? [[path, ownership(stat)]] : [];
}

/** A host without such a database when the record began may have one now. */
function setOf(sets: readonly PackageSet[], manager: PackageSet['manager']): PackageSet {
  return sets.find((set) => set.manager === manager) ?? { manager, packages: [] };
}

function helperDigests(before: Tree, now: Tree): Record<string, string> {
  const known = new Set(before.files);
  const fresh = now.files.filter((path) => !path.startsWith(`${ROOTS[0]}/`) && !known.has(path));
  return Object.fromEntries(fresh.flatMap((path) => [digestOf(path, 'md5')].flatMap((digest) => (digest === undefined ? [] : [[path, digest]]))));
}
