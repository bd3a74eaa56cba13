// What changed in /etc after the last look at it, when nobody could look any more: before a reboot, with a full disk, or in a transaction
// that was cut short.

import { isMaskedByPackage, type Leftovers } from './etc-changes.ts';
import type { Baseline, Tree } from './baseline.ts';
import { changedPaths, type LastLook } from './looks.ts';
import { FOLLOWERS } from '../host/followers.ts';

export type Looks = {
  last: LastLook | null;
  /** A transaction began then, and nobody saw its end. */
  eve: Tree | null;
  /** Packages changed since the last look, or since the eve. `maybe`: nothing tells. */
  packages: 'changed' | 'unchanged' | 'maybe';
};

/** Returns what packages left, without what the administrator changed since, and with what a transaction that was cut short did. */
export function sinceLastLook(baseline: Baseline, left: Leftovers, { last, eve, packages }: Looks, now: Tree): Leftovers {
  const known = last?.tree ?? baseline.tree;
  const isInSight = outsideFollowers(baseline, known);
  const his = new Set(eve === null && packages !== 'unchanged' ? [] : changedPaths(known, eve ?? now).filter(isInSight));
  const notHis = (path: string): boolean => !his.has(path);
  const fresh = changedPaths(eve ?? known, now).filter((path) => isInSight(path) && notHis(path));
  const there = new Set([...now.files, ...now.folders, ...Object.keys(now.links)]);
  const gone = fresh.filter((path) => !there.has(path));
  const lostFiles = gone.filter((path) => baseline.conffiles[path] !== undefined);
  const lostLinks = gone.filter((path) => baseline.tree.links[path] !== undefined);
  const relinked = fresh.flatMap((path) => (baseline.tree.links[path] === undefined || now.links[path] === undefined ? [] : [{ path, package: '', target: now.links[path] }]));
  const [files, before] = [new Set(now.files), new Set(baseline.tree.files)];
  const masks = fresh.filter((path) => now.links[path] === '/dev/null' && isMaskedByPackage(path, files, before));
  const wasThere = new Set([...before, ...baseline.tree.folders, ...Object.keys(baseline.tree.links), ...masks]);
  const isSure = eve !== null && packages === 'changed';
  return {
    ...left,
    links: [...left.links.filter(({ path }) => notHis(path) && !relinked.some((each) => each.path === path)), ...relinked],
    masks: [...new Set([...left.masks.filter(notHis), ...(isSure ? masks : [])])],
    lostFiles: [...new Set([...left.lostFiles.filter(notHis), ...lostFiles])],
    lostLinks: [...new Set([...left.lostLinks.filter(notHis), ...lostLinks])],
    administrator: [...new Set([...(left.administrator ?? []), ...his])],
    doubtful: [...new Set([...(left.doubtful ?? []), ...(isSure ? [] : fresh)])],
    strays: eve === null ? [] : fresh.filter((path) => (files.has(path) || now.links[path] !== undefined) && !wasThere.has(path)),
  };
}

/** Tells which paths a look could see: what follows the overlay is in `known` not, and is there again now. */
export function outsideFollowers(baseline: Baseline, known: Tree): (path: string) => boolean {
  const seen = new Set(known.folders);
  const hidden = new Set<string>([...FOLLOWERS, ...baseline.tree.folders.filter((path) => !seen.has(path))]);
  return (path) => !path.split('/').some((_, index, parts) => hidden.has(parts.slice(0, index + 1).join('/')));
}
