// This file judges a change of packages by root and says why: the answer of `check` and of the library.

import { parseConfigFiles, type ConfigFile, type ConfigProblem } from '../config/config-files.ts';
import type { Config } from '../config/config.ts';
import { decide, type Verdict } from './decide.ts';
import type { Facts } from '../host/facts.ts';
import { databaseFollows, describeHost, type Host } from '../host/host.ts';
import { PLAIN_REQUEST } from './request/request.ts';
import { documentationLine, messageLines } from '../config/words.ts';
import { notice, type NoticeFacts } from './words/notice.ts';
import { refusalHints } from './words/refusal.ts';

/** Holds what the configuration adds to the answer: `files` in the order in which they were read; the rest is shown with a refusal. */
export type Configuration = {
  files: readonly string[];
  problems: readonly ConfigProblem[];
  policy: Config['policy'];
  message: readonly string[];
  documentation: string | null;
};

/** Holds the whole answer; `hints` are lines without their prefix. */
export type Judgement = { verdict: Verdict; host: Host; hints: readonly string[]; configuration: Configuration };

/** `room` is the free bytes in /usr, or null where nobody asked; `packagesChanged` is explained at NoticeFacts. */
export function judge(facts: Facts, files: readonly ConfigFile[], room: number | null, packagesChanged: boolean | null = false): Judgement {
  const host = describeHost(facts);
  const { config, problems } = parseConfigFiles(files);
  const verdict = decide(host, { ...PLAIN_REQUEST, switchedOff: config.policy === 'off' });
  const isRefused = verdict.verdict === 'refuse';
  const configuration = {
    files: files.map(({ path }) => path),
    problems,
    policy: config.policy,
    message: isRefused ? messageLines(config) : [],
    documentation: isRefused ? documentationLine(config) : null,
  };
  return { verdict, host, hints: hintsOf(verdict, host, { room, databaseFollows: databaseFollows(facts), packagesChanged, isRepair: false, plan: null }, config), configuration };
}

function hintsOf({ verdict, rule }: Verdict, host: Host, facts: NoticeFacts, config: Config): readonly string[] {
  if (verdict === 'notice') return notice(rule, host, facts).hints;
  return verdict === 'refuse' ? refusalHints(rule, host, { ...PLAIN_REQUEST, config }) : [];
}
