// This file finds what came to /etc while nobody looked: bare rpm, dnf 4 with --transient and hooks that are off tell nobody, and a reboot
// takes the package database that knew.

import { resolveLink } from '../text/paths.ts';
import type { Baseline, KnownFile, Tree } from './baseline.ts';
import type { Leftovers } from './etc-changes.ts';
import { outsideFollowers } from './since-last-look.ts';

/** The key of no package. */
const NOBODY = '';

/**
 * Compares /etc at the last look with now. A new link into /usr goes with what it led to, so it joins the links that packages left; what is
 * still there keeps it. Of a new file nothing tells whether a package or somebody made it. What followed the overlay nobody saw in `last`.
 */
export function unseenChanges(baseline: Baseline, last: Tree, now: Tree, left: Leftovers): { links: Leftovers['links']; files: string[] } {
  const known = new Set([...left.files, ...left.links].map(({ path }) => path));
  const isInSight = outsideFollowers(baseline, last);
  const isNew = (path: string): boolean => path.startsWith('/etc/') && isInSight(path) && !known.has(path);
  const before = new Set(last.files);
  return {
    links: Object.entries(now.links).flatMap(([path, target]) => (isNew(path) && last.links[path] === undefined && isInUsr(resolveLink(path, target)) ? [{ path, package: NOBODY, target }] : [])),
    files: now.files.filter((path) => isNew(path) && !before.has(path) && !CHANGES_BY_ITSELF.has(path)),
  };
}

/**
 * Returns files of before whose content, mode or owner is another one, in whoever's hand; what was lost may be there again. `now`: none where
 * it is gone; `image`: digests, none where it is the record's.
 */
export function unseenEdits({ conffiles }: Baseline, { files }: Leftovers, now: ReadonlyMap<string, Omit<KnownFile, 'package'>>, image: ReadonlyMap<string, string | undefined>): string[] {
  const known = new Set(files.map(({ path }) => path));
  return Object.entries(conffiles).flatMap(([path, before]) => {
    const found = now.get(path);
    const isSame = found === undefined || found.digest === image.get(path) || (['digest', 'mode', 'uid', 'gid'] as const).every((key) => found[key] === before[key]);
    return known.has(path) || isSame ? [] : [path];
  });
}

function isInUsr(path: string): boolean {
  return /^\/(usr|lib|bin|sbin)\//.test(path);
}

/** The boot itself, and programs that come with every system, write these. */
const CHANGES_BY_ITSELF: ReadonlySet<string> = new Set([
  '/etc/.pwd.lock', '/etc/.updated', '/etc/adjtime', '/etc/group-', '/etc/gshadow-', '/etc/hostname', '/etc/ld.so.cache', '/etc/machine-id', '/etc/passwd-',
  '/etc/resolv.conf', '/etc/shadow-', '/etc/subgid-', '/etc/subuid-',
]);
