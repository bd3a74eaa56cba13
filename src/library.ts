// This file is what the npm package exports, so that other programs can ask the detector.

import { parseConfigCapture } from './config/captured-config.ts';
import type { ConfigFile } from './config/config-files.ts';
import { parseFacts, type Facts } from './host/facts.ts';
import { identifyUsrOverlay } from './host/usr-overlay.ts';
import { checkAnswer, type CheckAnswer } from './guard/words/check-answer.ts';
import { judge } from './guard/judgement.ts';
import { readCapture } from './host/io/capture.ts';
import { gatherFully } from './host/io/gather-evidence.ts';
import { roomInUsr } from './host/io/gather-free-space.ts';

export { parseMountinfo, type Mount } from './text/mountinfo.ts';
export type { CheckAnswer, Facts };

/**
 * Holds what is known of a host, as plain data that can be stored and judged elsewhere.
 * `free`: bytes free in the overlay on /usr; null where there is no overlay, or where the host was captured.
 */
export type GatheredFacts = Facts & { configurationFiles: readonly ConfigFile[]; free: number | null };

/**
 * Looks at this host, and asks `ostree` and `bootc`, which can take seconds on a slow host; without root it sees less.
 * With `from` it reads the folder that `usr-overlay report` wrote instead, and throws where that is not a captured host.
 */
export function gatherFacts({ from }: { from?: string } = {}): GatheredFacts {
  const evidence = from === undefined ? gatherFully() : readCapture(from);
  if (typeof evidence === 'string') throw new Error(evidence);
  const facts = parseFacts(evidence);
  const room = from === undefined ? roomInUsr(identifyUsrOverlay(facts)) : null;
  return { ...facts, configurationFiles: parseConfigCapture(evidence['configuration.json']), free: room?.free ?? null };
}

/** Returns what the guard would say now if root changed packages: the object that `usr-overlay check --json` prints. Changes nothing. */
export function decide(facts: GatheredFacts): CheckAnswer {
  return checkAnswer(judge(facts, facts.configurationFiles, facts.free));
}
