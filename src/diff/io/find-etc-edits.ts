// This file finds what changed since a moment in /etc, and in files of packages outside /usr. Only ostree's /usr/etc keeps the former
// content; elsewhere a file's times tell that it changed, and seldom what.

import type { Stats } from 'node:fs';
import type { PackageDatabase } from '../../packages/package-changes.ts';
import type { StayingChange } from '../etc-edits.ts';
import type { TreeChange } from '../tree-change.ts';
import { isBelowUsr, type BytePath } from '../../text/paths.ts';
import { ask } from '../../system/processes/run-program.ts';
import { fromText, look, namesIn, toNodePath, typeOf } from '../../system/files/byte-path.ts';
import { difference } from './compare-trees.ts';
import { listFolder, readText } from '../../system/files/read.ts';
import { locate } from '../../system/processes/locate.ts';
import { readMounts } from '../../system/mounts/mounts.ts';
import { inImageEtc } from '../../places.ts';
import { algorithmOf, digestOf } from '../../system/files/digest.ts';
import { keyOf } from '../../packages/package-set.ts';
import { readPackageFiles } from '../../packages/io/read-package-files.ts';

/** Holds what to compare with. */
export type Since = {
  /** The moment is in milliseconds since 1970. */
  since: number;
  /** This is the path of the image's own /etc, or null where the image keeps none. */
  image: string | null;
  databases: readonly PackageDatabase[];
  /** These folders have an overlay of their own, and their changes are listed with that. */
  without: readonly string[];
};

/** Returns the changes since that moment, those in /etc first. */
export function stayingChanges({ since, image, databases, without }: Since): StayingChange[] {
  const known = new Set(databases.flatMap(({ below }) => (typeof below === 'string' ? [] : below.packages.flatMap(({ conffiles }) => conffiles.map(({ path }) => fromText(path))))));
  const elsewhere = new Set(readMounts().map(({ mountPoint }) => fromText(mountPoint)));
  const found = without.includes('/etc') ? [] : changesBelow('/etc', { since, image, known, elsewhere });
  const skipped = ['/etc', ...without].map((folder) => `${fromText(folder)}/`);
  for (const path of new Set(databases.flatMap(ownedFiles))) {
    if (!path.startsWith('/') || isBelowUsr(path) || skipped.some((folder) => path.startsWith(folder))) continue;
    const now = look(path);
    if (now && !now.isDirectory() && hasChanged(now, since)) found.push(judge(path, now, undefined, since, known.has(path)));
  }
  const shipped = found.length === 0 ? new Map<BytePath, string>() : shippedDigests(databases);
  return found.map((change) => ({ ...change, asShipped: change.change !== 'removed' && isAsShipped(change.path, shipped.get(change.path)) }));
}

function isAsShipped(path: BytePath, digest: string | undefined): boolean {
  return digest !== undefined && digestOf(toNodePath(path), algorithmOf(digest)) === digest;
}

/** dpkg lists them with its packages; rpm is asked about those that came. */
function shippedDigests(databases: readonly PackageDatabase[]): Map<BytePath, string> {
  const found = databases.flatMap(({ manager, now, below }) => {
    if (manager === 'dpkg') return now.packages.flatMap(({ conffiles }) => conffiles.map(({ path, md5 }) => ({ path, digest: md5 })));
    const known = new Set(typeof below === 'string' ? [] : below.packages.map(keyOf));
    return readPackageFiles(manager, now.packages.filter((each) => !known.has(keyOf(each)))).flatMap(({ files }) => files);
  });
  return new Map(found.flatMap(({ path, digest }) => (digest === null ? [] : [[fromText(path), digest]])));
}

type Walk = { since: number; image: string | null; known: ReadonlySet<BytePath>; elsewhere: ReadonlySet<BytePath> };

function changesBelow(folder: BytePath, walk: Walk): TreeChange[] {
  const own = look(folder);
  const names = namesIn(folder);
  const old = walk.image === null ? [] : namesIn(inImageEtc(folder, walk.image));
  return [...new Set([...names, ...old])].sort().flatMap((name) => {
    const path = `${folder}/${name}`;
    // A mount has its own life; a mount that follows the overlay is listed with the overlay.
    if (walk.elsewhere.has(path)) return [];
    const now = look(path);
    const before = walk.image === null ? undefined : look(inImageEtc(path, walk.image));
    if (!now) return before && own && own.mtimeMs >= walk.since ? [{ ...nothing(path), change: 'removed' as const, type: typeOf(before), sizeBefore: before.isFile() ? before.size : 0 }] : [];
    if (now.isDirectory()) return [...(!before && now.birthtimeMs >= walk.since ? [judge(path, now, before, walk.since, false)] : []), ...changesBelow(path, walk)];
    if (!hasChanged(now, walk.since) || isAsImage(path, now, before, walk.image)) return [];
    return [judge(path, now, before, walk.since, walk.known.has(path))];
  });
}

/** A new hard link, such as an image manager makes for the next deployment, changes the ctime as well. */
function hasChanged({ ctimeMs, mtimeMs, nlink }: Stats, since: number): boolean {
  return mtimeMs >= since || (ctimeMs >= since && nlink === 1);
}

function isAsImage(path: BytePath, now: Stats, before: Stats | undefined, image: string | null): boolean {
  if (!before || image === null || now.mode !== before.mode || now.uid !== before.uid || now.gid !== before.gid) return false;
  return difference(now, before, path, inImageEtc(path, image)) === 'metadata';
}

/** An editor replaces the file by a new one: it still counts as changed where the image or a package had it before. */
function judge(path: BytePath, now: Stats, before: Stats | undefined, since: number, known: boolean): TreeChange {
  const size = now.isFile() ? now.size : 0;
  if (!before && !known && now.birthtimeMs >= since) return { ...nothing(path), change: 'added', type: typeOf(now), size };
  const what = before && typeOf(before) !== typeOf(now) ? 'type' : now.mtimeMs >= since || (before && before.size !== now.size) ? 'content' : 'metadata';
  return { ...nothing(path), change: 'changed', type: typeOf(now), what, size, sizeBefore: before ? (before.isFile() ? before.size : 0) : null };
}

function nothing(path: BytePath): Pick<TreeChange, 'path' | 'what' | 'size' | 'sizeBefore' | 'again'> {
  return { path, what: null, size: null, sizeBefore: null, again: false };
}

const RPM_TIMEOUT = 60_000;
/** A desktop has some 300,000 files. */
const RPM_LIMIT = 256 * 1024 * 1024;

/** Returns the packages' files; of dpkg's without those in /usr. `path` is the folder of dpkg's database. */
export function ownedFiles({ manager, path: folder }: Pick<PackageDatabase, 'manager' | 'path'>): BytePath[] {
  if (manager === 'rpm') return (ask(locate('rpm') ?? 'rpm', ['-qal'], { timeout: RPM_TIMEOUT, limit: RPM_LIMIT }) ?? '').split('\n').map(fromText);
  const info = `${folder}/info`;
  const lists = listFolder(info).filter((name) => name.endsWith('.list'));
  return lists.flatMap((name) => (readText(`${info}/${name}`, { encoding: 'latin1' }) ?? '').split('\n').filter((path) => !path.startsWith('/usr/')));
}
