// What the dnf behind a hook is about to do. Both have a channel of their own to it on standard input and output.

import { writeSync } from 'node:fs';
import { describePlan, type Plan } from '../request/transaction.ts';
import { parseRpmPlan, RPM_PLAN_QUESTION } from '../request/rpm-plan.ts';
import { readInput } from './hook-input.ts';
import { readOsRelease } from '../../host/io/release.ts';

/** dnf 5 is asked and answers with one line; the plugin of dnf 4 has written the same answer unasked. */
export function gatherDnfPlan(layer: 'dnf4' | 'dnf5-goal', withDownloads: boolean): Plan | null {
  if (layer === 'dnf5-goal') writeSync(1, RPM_PLAN_QUESTION);
  const answer = parseRpmPlan(readInput('\n'));
  if (answer === null) return null;
  const { installed, download } = answer.sizes;
  return describePlan(answer.packages, installed + (withDownloads ? download : 0), readOsRelease());
}
