// This file defines what a rule is.

import type { Host } from '../../host/host.ts';
import type { Request } from '../request/request.ts';

/** Names what the guard does: stay silent, print a notice, or refuse. */
export type VerdictKind = 'allow' | 'notice' | 'refuse';

/** Holds one rule. */
export type Rule<Name extends string = string> = {
  name: Name;
  /** `check --explain` prints this sentence. */
  summary: string;
  /** Returns the verdict, or null where the rule has nothing to say and the next one is asked. */
  check(host: Host, request: Request): VerdictKind | null;
};

/** Returns the rules as they are. Their names are kept as types, and each one is checked where it stands. */
export function inOrder<const Rules extends readonly Rule[]>(rules: Rules): Rules {
  return rules;
}
