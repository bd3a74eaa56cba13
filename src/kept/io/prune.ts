// Making room, and saying so.

import { keptFolders, removeKept } from './store.ts';
import { planPrune, type KeptLimits, type Prune } from '../plan-prune.ts';

/** What was removed. */
export function prune(limits: KeptLimits): Prune[] {
  const plan = planPrune(keptFolders(), limits, Date.now());
  for (const { name } of plan) removeKept(name);
  return plan;
}
