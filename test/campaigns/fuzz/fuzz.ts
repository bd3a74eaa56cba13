// Any input that breaks a parser, or that turns a refusal into leave. A failure comes with the seed and the path that repeat it.
import fc from 'fast-check';
import type { Asked } from '../options.ts';
import { print, type Outcome } from '../outcome.ts';
import { PROPERTIES } from './properties.ts';

const MINUTES = 10;

export async function run(asked: Asked): Promise<Outcome[]> {
  const chosen = PROPERTIES.filter(({ name }) => asked.holds(name));
  const share = (asked.until(MINUTES) - performance.now()) / chosen.length;
  const outcomes: Outcome[] = [];
  for (const { name, property } of chosen) {
    const details = await fc.check(property, { seed: asked.seed, numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: share, markInterruptAsFailure: false });
    if (details.failed) print(`WRONG ${name}\n${fc.defaultReportMessage(details) ?? ''}`);
    outcomes.push({ name, tried: details.numRuns, wrong: details.failed ? 1 : 0 });
  }
  return outcomes;
}
