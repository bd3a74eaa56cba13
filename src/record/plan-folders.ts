// Folders in /etc once the overlay is gone: those that packages made, and those of the image that went with what was in them.

import { ROOTS, type Baseline, type Leftovers } from './etc-changes.ts';
import type { HostNow, PutBackStep } from './put-back-plan.ts';

/** What something is restored in, the outermost first. */
export function planLostFolders(steps: readonly PutBackStep[], { modes = {} }: Baseline, now: HostNow): PutBackStep[] {
  const parents = steps.flatMap((step) => (step.kind === 'restore-file' || step.kind === 'restore-link' ? ancestors(step.path) : []));
  return [...new Set(parents)].sort().flatMap((path): PutBackStep[] => {
    const like = modes[path];
    return like === undefined || now.exists(path) ? [] : [{ kind: 'make-folder', path, like }];
  });
}

/** Those of the packages, and those that maintainer scripts made for what is removed now; the innermost first. */
export function planNewFolders(own: Leftovers['folders'], steps: readonly PutBackStep[], baseline: Baseline, now: HostNow): PutBackStep[] {
  const parents = steps.flatMap((step) => (step.kind === 'remove-file' || step.kind === 'remove-link' ? ancestors(step.path) : []));
  const shipped = own.map(({ path }) => path).filter((path) => now.present.get(path)?.kind === 'folder' && !now.pristine.has(path));
  const before = new Set<string>([...ROOTS, ...baseline.tree.folders]);
  const folders = [...new Set([...shipped, ...parents])].filter((path) => !before.has(path));
  return folders.toSorted((one, other) => other.length - one.length).map((path) => ({ kind: 'remove-folder', path }));
}

/** The folders below ROOTS that a path is in, the innermost first. */
export function ancestors(path: string): string[] {
  const parent = path.slice(0, path.lastIndexOf('/'));
  return ROOTS.some((root) => parent.startsWith(`${root}/`)) ? [parent, ...ancestors(parent)] : [];
}
