// What packages may change or take away, as it is before they come: their files outside /usr, and what they keep of units.

import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { ownedFiles } from '../../diff/io/find-etc-edits.ts';
import { parseDiversions } from '../../packages/dpkg-files.ts';
import type { PackageSet } from '../../packages/package-set.ts';
import { readRpmConfiguration } from '../../packages/io/read-package-files.ts';
import { DPKG } from '../../places.ts';
import { digestOf, type Algorithm } from '../../system/files/digest.ts';
import { linkTarget, readText } from '../../system/files/read.ts';
import type { Ownership } from '../../text/paths.ts';
import { ANY, ROOTS, type KnownFile, type Tree } from '../baseline.ts';

export function gatherKnownFiles(packages: readonly PackageSet[], tree: Tree): Record<string, KnownFile> {
  return Object.fromEntries([...ownersOf(packages, tree)].flatMap(([path, [name, algorithm]]) => knownFiles(path, name, algorithm)));
}

export function ownership({ mode, uid, gid }: Ownership): Ownership {
  return { mode: mode & 0o7777, uid, gid };
}

type Owner = [name: string, Algorithm];

/** Maps a path to its package and to the digest by which the package manager knows the file. */
function ownersOf(packages: readonly PackageSet[], tree: Tree): Map<string, Owner> {
  const found = new Map<string, Owner>(tree.files.filter((path) => !path.startsWith(`${ROOTS[0]}/`)).map((path) => [path, [ANY, 'md5']]));
  const there = new Set(tree.files);
  for (const { manager, packages: own } of packages) {
    // Not all that packages have in /etc is configuration to them.
    for (const path of ownedFiles({ manager, path: DPKG })) if (there.has(path)) found.set(path, [ANY, manager === 'rpm' ? 'sha256' : 'md5']);
    if (manager === 'rpm') for (const [path, name] of readRpmConfiguration()) found.set(path, [name, 'sha256']);
    for (const { name, conffiles } of own) for (const { path } of conffiles) found.set(path, [name, 'md5']);
  }
  // An administrator's diversion: a package's next version is written there.
  for (const [path, { to }] of parseDiversions(readText(`${DPKG}/diversions`) ?? '')) found.set(to, found.get(path) ?? [ANY, 'md5']);
  return found;
}

/** Where an administrator has put a link in the place of a file, package managers change or delete what it leads to. */
function knownFiles(path: string, name: string, algorithm: Algorithm): [string, KnownFile][] {
  if (!ROOTS.some((root) => path.startsWith(`${root}/`))) return [];
  const digest = digestOf(path, algorithm);
  if (digest !== undefined) return [[path, { package: name, digest, ...ownership(lstatSync(path)) }]];
  return linkTarget(path) === undefined || !existsSync(path) ? [] : knownFiles(realpathSync(path), name, algorithm);
}
