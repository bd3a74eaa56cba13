// This file looks at what packages left, once the overlay that they were in is gone.

import { existsSync, lstatSync } from 'node:fs';
import type { Leftovers } from '../etc-changes.ts';
import type { Baseline } from '../baseline.ts';
import { algorithmOf, digestOf, type Algorithm } from '../../system/files/digest.ts';
import { readPackages } from '../../packages/io/read-databases.ts';
import { withPinned } from '../../system/files/pinned-folder.ts';
import { readRpmConfiguration } from '../../packages/io/read-package-files.ts';
import { names } from './gather-leftovers.ts';
import { pathsToLookAt } from '../plan-put-back.ts';
import type { HostNow, Present } from '../put-back-plan.ts';
import { linkTarget, listFolder } from '../../system/files/read.ts';
import { inImageEtc } from '../../places.ts';

/** `folder`: of the record. */
export function gatherHostNow(baseline: Baseline, left: Leftovers, folder: string): HostNow {
  const algorithms = algorithmsOf(baseline, left);
  const paths = pathsToLookAt(left);
  const installed = readPackages({ reasons: false });
  const packages = installed.flatMap((set) => set.packages);
  const listed = new Map(packages.flatMap(({ conffiles }) => conffiles.map(({ path, md5 }) => [path, md5] as const)));
  if (installed.some(({ manager }) => manager === 'rpm')) for (const path of readRpmConfiguration().keys()) listed.set(path, '');
  const isInstalled = (key: string): boolean => packages.some(({ name, architecture, version, state }) => `${name}:${architecture}=${version}` === key && state === 'installed');
  return {
    present: new Map(paths.flatMap((path) => entry(path, lookAt(path, algorithms(path))))),
    pristine: new Map(paths.flatMap((path) => entry(path, pristineOf(path, algorithms(path))))),
    copies: new Map(copiesIn(`${folder}/copies`)),
    there: new Set(Object.entries(left.witnesses).flatMap(([key, files]) => ((files.length > 0 ? files.every(isAsWas) : isInstalled(key)) ? [key] : []))),
    listed,
    ...names(),
    exists: existsSync,
  };
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
