// This file plans links in /etc once the overlay is gone: those that packages made, and those of the image that went with a package.

import { type Leftovers } from './etc-changes.ts';
import { ROOTS, type Baseline } from './baseline.ts';
import { resolveLink } from '../text/paths.ts';
import type { HostNow, Present, PutBackStep } from './put-back-plan.ts';

/** New links go if what they lead to is in `removed` or gone already; so do links to such a link. */
export function planNewLinks(links: Leftovers['links'], removed: ReadonlySet<string>, baseline: Baseline, now: HostNow): PutBackStep[] {
  const byGoal = groupByGoal(links.filter(({ path, target }) => isLinkTo(now.present.get(path), target)));
  const steps: PutBackStep[] = [];
  // The set grows during the loop and holds each goal once, so links in a circle end it.
  const lost = new Set([...byGoal.keys()].filter((goal) => removed.has(goal) || !now.exists(goal)));
  for (const goal of lost) {
    for (const { path, target } of byGoal.get(goal) ?? []) {
      const step = backToLink(path, target, baseline);
      steps.push(step);
      if (step.kind === 'remove-link') lost.add(path);
    }
  }
  return steps;
}

/** Lost links come back if what they lead to is in `restored` or there, or was not before; so do links to such a link. */
export function planLostLinks(paths: readonly string[], restored: readonly string[], baseline: Baseline, now: HostNow): PutBackStep[] {
  const byGoal = groupByGoal(paths.flatMap((path) => {
    const target = baseline.tree.links[path];
    return target === undefined || now.present.has(path) ? [] : [{ path, target }];
  }));
  const again = new Set(restored.flatMap((path) => [path, ...ancestors(path)]));
  const steps: PutBackStep[] = [];
  const dangling = new Set(baseline.dangling);
  const ledNowhere = (goal: string): boolean => byGoal.get(goal)?.some(({ path }) => dangling.has(path)) === true;
  const there = new Set([...byGoal.keys()].filter((goal) => again.has(goal) || now.exists(goal) || ledNowhere(goal)));
  for (const goal of there) {
    for (const { path, target } of byGoal.get(goal) ?? []) {
      steps.push({ kind: 'restore-link', path, from: null, target });
      for (const each of [path, ...ancestors(path)]) there.add(each);
    }
  }
  return steps;
}

/** Returns the step back from a link to `from`: to the link that was there before the overlay, or to none. */
export function backToLink(path: string, from: string, baseline: Baseline): PutBackStep {
  const target = baseline.tree.links[path];
  return target === undefined ? { kind: 'remove-link', path, target: from } : { kind: 'restore-link', path, from, target };
}

/** Tells whether a path is a link with this target. */
export function isLinkTo(present: Present | undefined, target: string): boolean {
  return present?.kind === 'link' && present.target === target;
}

type Link = { path: string; target: string };

function groupByGoal(links: readonly Link[]): Map<string, Link[]> {
  return Map.groupBy(links, ({ path, target }) => resolveLink(path, target));
}

/** Makes the folders in which something is restored, outermost first. */
export function planLostFolders(steps: readonly PutBackStep[], { modes = {} }: Baseline, now: HostNow): PutBackStep[] {
  const parents = steps.flatMap((step) => (step.kind === 'restore-file' || step.kind === 'restore-link' ? ancestors(step.path) : []));
  return [...new Set(parents)].toSorted((one, other) => depthOf(one) - depthOf(other)).flatMap((path): PutBackStep[] => {
    const like = modes[path];
    return like === undefined || now.exists(path) ? [] : [{ kind: 'make-folder', path, like }];
  });
}

/** Removes the packages' folders, and those that maintainer scripts made for what is removed now, innermost first. */
export function planNewFolders(own: Leftovers['folders'], steps: readonly PutBackStep[], baseline: Baseline, now: HostNow): PutBackStep[] {
  const parents = steps.flatMap((step) => (step.kind === 'remove-file' || step.kind === 'remove-link' ? ancestors(step.path) : []));
  const shipped = own.map(({ path }) => path).filter((path) => now.present.get(path)?.kind === 'folder' && !now.pristine.has(path));
  const before = new Set<string>([...ROOTS, ...baseline.tree.folders]);
  const folders = [...new Set([...shipped, ...parents])].filter((path) => !before.has(path));
  return folders.toSorted((one, other) => depthOf(other) - depthOf(one)).map((path) => ({ kind: 'remove-folder', path }));
}

function depthOf(path: string): number {
  return path.split('/').length;
}

/** Returns the folders below ROOTS that contain a path, innermost first. */
function ancestors(path: string): string[] {
  const parent = path.slice(0, path.lastIndexOf('/'));
  return ROOTS.some((root) => parent.startsWith(`${root}/`)) ? [parent, ...ancestors(parent)] : [];
}
