// This file looks at what packages left, once the overlay that they were in is gone.

import { existsSync, lstatSync } from 'node:fs';
import type { Leftovers } from '../etc-changes.ts';
import type { Baseline } from '../baseline.ts';
import { algorithmOf, digestOf, type Algorithm } from '../../system/files/digest.ts';
import { keyOf } from '../../packages/package-set.ts';
import { readPackages } from '../../packages/io/read-databases.ts';
import { withPinned } from '../../system/files/pinned-folder.ts';
import { readRpmConfiguration } from '../../packages/io/read-package-files.ts';
import { names } from './gather-leftovers.ts';
import { pathsToLookAt } from '../plan-put-back.ts';
import type { HostNow, Present } from '../put-back-plan.ts';
import { linkTarget, listFolder } from '../../system/files/read.ts';
import { inImageEtc } from '../../places.ts';

/** `folder` is the record's. `isSameImage` tells that the image is the one that the overlay lay on, so that nothing which came in it is there. */
export function gatherHostNow(baseline: Baseline, left: Leftovers, folder: string, isSameImage: boolean): HostNow {
  const algorithms = algorithmsOf(baseline, left);
  const paths = pathsToLookAt(left);
  const installed = readPackages({ reasons: false });
  const packages = installed.flatMap((set) => set.packages);
  const listed = new Map(packages.flatMap(({ conffiles }) => conffiles.map(({ path, md5 }) => [path, md5] as const)));
  if (installed.some(({ manager }) => manager === 'rpm')) for (const path of readRpmConfiguration().keys()) listed.set(path, '');
  const keys = new Set(packages.filter(({ state }) => state === 'installed').map(keyOf));
  return {
    present: new Map(paths.flatMap((path) => entry(path, lookAt(path, algorithms(path))))),
    pristine: new Map(paths.flatMap((path) => entry(path, pristineOf(path, algorithms(path))))),
    copies: new Map(copiesIn(`${folder}/copies`)),
    there: new Set(isSameImage ? [] : Object.entries(left.witnesses).flatMap(([key, files]) => (isStillThere(key, files, left, keys) ? [key] : []))),
    listed,
    ...names(),
    exists: existsSync,
  };
}

/** A database that goes with the overlay knows; beside one that stays, files tell. */
function isStillThere(key: string, witnesses: Leftovers['witnesses'][string], { databaseFollows }: Leftovers, installed: ReadonlySet<string>): boolean {
  return databaseFollows === true || witnesses.length === 0 ? installed.has(key) : witnesses.every(isAsWas);
}

/** Returns what lies at a path that is reached through real folders only. */
function lookAt(path: string, algorithm: Algorithm): Present | undefined {
  return withPinned(path, (pinned): Present | undefined => {
    const stat = lstatSync(pinned, { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    if (stat.isSymbolicLink()) return { kind: 'link', target: linkTarget(pinned) ?? '' };
    if (stat.isDirectory()) return { kind: 'folder' };
    const digest = digestOf(pinned, algorithm);
    return digest === undefined ? { kind: 'other' } : { kind: 'file', digest, like: { mode: stat.mode & 0o7777, uid: stat.uid, gid: stat.gid } };
  }) ?? undefined;
}

/** Returns the digest of the image's own version; the empty text for a folder that the image has. */
function pristineOf(path: string, algorithm: Algorithm): string | undefined {
  if (!path.startsWith('/etc/')) return undefined;
  return digestOf(inImageEtc(path), algorithm) ?? (existsSync(inImageEtc(path)) ? '' : undefined);
}

function isAsWas({ path, digest }: { path: string; digest: string }): boolean {
  return digestOf(path, algorithmOf(digest)) === digest;
}

/** A copy that a crash cut short is none. */
function copiesIn(folder: string): [string, string][] {
  return listFolder(folder).filter((name) => digestOf(`${folder}/${name}`, algorithmOf(name)) === name).map((name) => [name, `${folder}/${name}`]);
}

/** Files are digested as their package manager does, because what dpkg or rpm put beside a file is compared with that. */
function algorithmsOf(baseline: Baseline, left: Leftovers): (path: string) => Algorithm {
  const known = new Map([...Object.entries(baseline.conffiles), ...left.files.map((each) => [each.path, each] as const)].map(([path, { digest }]) => [path, algorithmOf(digest)]));
  return (path) => known.get(path) ?? known.get(path.replace(/\.(dpkg|rpm)[a-z-]+$/, '')) ?? 'md5';
}

function entry<Value>(path: string, value: Value | undefined): [string, Value][] {
  return value === undefined ? [] : [[path, value]];
}
