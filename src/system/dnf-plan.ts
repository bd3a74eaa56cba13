// What the dnf behind a hook is about to do. Both have a channel of their own to it on standard input and output.

import { readSync, writeSync } from 'node:fs';
import { describePlan, type Plan } from '../core/plan.ts';
import { parseRpmPlan, RPM_PLAN_QUESTION } from '../core/rpm-plan.ts';
import { readOsRelease } from './release.ts';

/** dnf 5 is asked and answers with one line; the plugin of dnf 4 has written the same answer unasked. */
export function gatherDnfPlan(layer: 'dnf4' | 'dnf5-goal', withDownloads: boolean): Plan | null {
  const answer = parseRpmPlan(exchange(layer === 'dnf5-goal' ? RPM_PLAN_QUESTION : ''));
  if (answer === null) return null;
  const { installed, download } = answer.sizes;
  return describePlan(answer.packages, installed + (withDownloads ? download : 0), readOsRelease());
}

/** Ten thousand packages with some 150 characters each take a tenth of it. */
const LIMIT = 16 * 1024 * 1024;

/** The first line of the answer. Where nobody answers, the shim's time ends it. */
function exchange(question: string): string {
  const chunks: Buffer[] = [];
  try {
    if (question !== '') writeSync(1, question);
    for (let total = 0; total < LIMIT; ) {
      const chunk = Buffer.allocUnsafe(64 * 1024);
      const length = readSync(0, chunk);
      chunks.push(chunk.subarray(0, length));
      total += length;
      if (length === 0 || chunk.subarray(0, length).includes(0x0a)) break;
    }
  } catch {
    // A channel that is closed has no answer.
  }
  return Buffer.concat(chunks).toString('utf8');
}
