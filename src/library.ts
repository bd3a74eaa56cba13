// The detector for other programs: `import { gatherFacts, decide } from 'apt-image-based'`, the npm package.

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
 * What is known of a host: also its configuration, and how many bytes an overlay on /usr has free, null where there is none or it
 * is not this host. Plain data: it can be kept, compared and judged elsewhere.
 */
export type GatheredFacts = Facts & { configurationFiles: readonly ConfigFile[]; free: number | null };

/**
 * Looks at this host: files, and `ostree` and `bootc` where they are, two seconds each at most; as root or, with less to see, as
 * any user. Or at the host that `usr-overlay report` captured in the folder `from`; throws where that is no captured host.
 */
export function gatherFacts({ from }: { from?: string } = {}): GatheredFacts {
  const evidence = from === undefined ? gatherFully() : readCapture(from);
  if (typeof evidence === 'string') throw new Error(evidence);
  const facts = parseFacts(evidence);
  const room = from === undefined ? roomInUsr(identifyUsrOverlay(facts)) : null;
  return { ...facts, configurationFiles: parseConfigCapture(evidence['configuration.json']), free: room?.free ?? null };
}

/** What the guard would say now of a change of packages by root: the object that `usr-overlay check --json` prints. Touches nothing. */
export function decide(facts: GatheredFacts): CheckAnswer {
  return checkAnswer(judge(facts, facts.configurationFiles, facts.free));
}
