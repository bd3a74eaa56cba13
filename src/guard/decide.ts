// This file takes the one decision: the first rule that has an answer gives the verdict.

import type { Host } from '../host/host.ts';
import type { Request } from './request/request.ts';
import { RULES, type RuleName } from './rules/order.ts';
import type { VerdictKind } from './rules/rule.ts';

/** Holds the verdict, the name of the rule that gave it, and the reason in one sentence. */
export type Verdict = { verdict: VerdictKind; rule: RuleName; summary: string };

/** Judges a request on a host; some rule answers always. */
export function decide(host: Host, request: Request): Verdict {
  for (const rule of RULES) {
    const verdict = rule.check(host, request);
    if (verdict) return { verdict, rule: rule.name, summary: rule.summary };
  }
  // Stryker disable next-line StringLiteral,CallExpression: this is never thrown, because read-only-usr answers for every host
  throw new Error('the last rule has an answer for every host');
}
