// This file finds what somebody changed by hand in the folders of /etc that follow the overlay. It goes with the overlay; what no package
// accounts for counts as changed by hand.

import type { TreeChange } from '../tree-change.ts';
import type { Below } from '../../host/io/below-overlay.ts';
import type { PackageDatabase } from '../../packages/package-changes.ts';
import { isInstalled, keyOf } from '../../packages/package-set.ts';
import { readPackageFiles } from '../../packages/io/read-package-files.ts';
import { ALTERNATIVES } from '../../places.ts';
import { fromText, look, toNodePath } from '../../system/files/byte-path.ts';
import { algorithmOf, digestOf } from '../../system/files/digest.ts';
import { linkTarget, listFolder, readText } from '../../system/files/read.ts';
import type { BytePath } from '../../text/paths.ts';
import { compareTrees } from './compare-trees.ts';

/** Returns the changes, without folders; an alternative that was chosen by hand is its link. */
export function followerEdits(below: Below, databases: readonly PackageDatabase[]): TreeChange[] {
  const ofAlternatives: readonly string[] = [ALTERNATIVES.links, ...ALTERNATIVES.groups.map(({ folder }) => folder)];
  const folders = below.without.filter((path) => path.startsWith('/etc/') && !ofAlternatives.includes(path));
  const changes = folders.flatMap((folder) => [...compareTrees(fromText(folder), { root: below.root, since: null })]).filter(({ type }) => type !== 'directory');
  const isOfPackage = changes.length === 0 ? () => false : packagesJudge(databases);
  return [...changes.filter((change) => !isOfPackage(change)), ...chosenAlternatives(below)];
}

/** Returns all that was written into the followers, but for folders, mere metadata and the locks of package managers. */
export function followerWrites(below: Below): TreeChange[] {
  const folders = below.without.filter((path) => path !== '/usr' && path !== '/');
  const changes = folders.flatMap((folder) => [...compareTrees(fromText(folder), { root: below.root, since: null })]);
  return changes.filter(({ path, type, what }) => type !== 'directory' && what !== 'metadata' && !LOCKS.test(path));
}

const LOCKS = /\/(lock|lock-frontend|\.rpm\.lock|Lock)$/;

/** Tells whether a package brought a file as it is, or took it away. */
function packagesJudge(databases: readonly PackageDatabase[]): (change: TreeChange) => boolean {
  const shipped = new Map<BytePath, string | null>();
  const taken = new Set<BytePath>();
  for (const { manager, now, below } of databases) {
    const known = new Set(typeof below === 'string' ? [] : below.packages.map(keyOf));
    const arrived = typeof below === 'string' ? [] : now.packages.filter((each) => !known.has(keyOf(each)));
    for (const { path, md5 } of now.packages.flatMap(({ conffiles }) => conffiles)) shipped.set(fromText(path), md5);
    for (const { path, digest } of readPackageFiles(manager, arrived).flatMap(({ files }) => files)) shipped.set(fromText(path), digest);
    const stay = new Set(now.packages.filter(isInstalled).map(({ name }) => name));
    const gone = typeof below === 'string' ? [] : below.packages.filter(({ name }) => !stay.has(name));
    for (const { path } of gone.flatMap(({ conffiles }) => conffiles)) taken.add(fromText(path));
  }
  return ({ path, change, type }) => {
    if (change === 'removed') return taken.has(path);
    const digest = shipped.get(path);
    // Of links and special files, packages keep no checksum.
    if (type !== 'file') return digest !== undefined;
    return digest !== undefined && digest !== null && digestOf(toNodePath(path), algorithmOf(digest)) === digest;
  };
}

/** A package may add a choice and so move the link; that a group is manual is somebody's will. */
function chosenAlternatives({ root, without }: Below): TreeChange[] {
  if (!without.includes(ALTERNATIVES.links)) return [];
  const isManual = (file: string): boolean => readText(file)?.startsWith('manual\n') === true;
  const found = ALTERNATIVES.groups.flatMap(({ folder }) =>
    listFolder(folder).sort().filter((name) => isManual(`${folder}/${name}`)).flatMap((name): TreeChange[] => {
      const path = `${ALTERNATIVES.links}/${name}`;
      const isSame = isManual(`${root}${folder}/${name}`) && linkTarget(path) === linkTarget(root + path);
      if (isSame || linkTarget(path) === undefined) return [];
      const before = look(fromText(root + path));
      return [{ path: fromText(path), change: before ? 'changed' : 'added', type: 'symlink', what: before ? 'content' : null, size: 0, sizeBefore: before ? 0 : null, again: false }];
    }),
  );
  return [...new Map(found.map((change) => [change.path, change])).values()];
}
