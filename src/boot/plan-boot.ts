// This file plans what to put back in /boot once the packages of an overlay are gone with it, and says what stays and why.

import { isSame, type BootFile, type BootState, type BootTree } from './boot-state.ts';

/** `file`: what is to be there; null for nothing. `copy`: its content, of a file. */
export type BootStep = { path: string; file: BootFile | null; copy: string | null };

export type BootPlan = { steps: BootStep[]; kept: { path: string; why: string }[] };

/** `copyOf` gives the path of the copy of what was at a path before; null where there is none. `notBack` begins a reason where something is missing. */
export function planBoot({ before, last, changed, doubtful }: BootState, now: BootTree, copyOf: (path: string, file: BootFile) => string | null, notBack: string): BootPlan {
  const plan: BootPlan = { steps: [], kept: [] };
  // Folders before what is in them where they come, after it where they go.
  for (const path of [...changed].sort()) {
    const [was, is] = [before[path], now[path]];
    if (isSame(was, is)) continue;
    const copy = was?.kind === 'file' ? copyOf(path, was) : null;
    if (!isSame(is, last[path])) plan.kept.push({ path, why: 'packages of the overlay changed it, and something else has changed it since' });
    else if (was === undefined) plan.steps.push({ path, file: null, copy: null });
    else if (was.kind === 'other' || (was.kind === 'file' && copy === null)) plan.kept.push({ path, why: `${is === undefined ? notBack : ''}packages of the overlay changed it, and no copy of it was kept` });
    else plan.steps.push({ path, file: was, copy });
  }
  const isGoing = ({ file }: BootStep): boolean => file === null;
  plan.steps = [...plan.steps.filter((step) => !isGoing(step)), ...plan.steps.filter(isGoing).toReversed()];
  plan.kept.push(...doubtful.filter((path) => !isSame(before[path], now[path])).map((path) => ({ path, why: 'it was changed while the overlay was on, and nobody saw whether a package did it or somebody else' })));
  return plan;
}
