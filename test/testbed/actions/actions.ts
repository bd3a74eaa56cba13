// The table of actions: the matrix runs each of them in each state of each suite.
import { DOWNLOADS, NOTHING_TO_DO, ORDINARY_USER, QUERIES, SIMULATIONS } from './actions-allowed.ts';
import { ONLY_SEEMINGLY, OTHER_ROOTS } from './actions-other-root.ts';
import { REFUSED_BY_APT, REFUSED_LATER, REFUSED_SPELLINGS } from './actions-refused.ts';
import type { Action } from './action.ts';
import type { Suite } from '../hosts/rootfs.ts';

export const ACTIONS: readonly Action[] = [
  ...REFUSED_BY_APT,
  ...REFUSED_LATER,
  ...ONLY_SEEMINGLY,
  ...REFUSED_SPELLINGS,
  ...SIMULATIONS,
  ...DOWNLOADS,
  ...NOTHING_TO_DO,
  ...QUERIES,
  ...ORDINARY_USER,
  ...OTHER_ROOTS,
];

export function actionsOf(suite: Suite): readonly Action[] {
  return ACTIONS.filter((action) => action.suites?.includes(suite) ?? true);
}
