// All rules in the order in which they are asked: the first that has an answer decides. What steps aside comes first, then what
// can be written, so that every refusal for a locked host needs a /usr that cannot be.

import { READ_ONLY } from './read-only.ts';
import type { Rule } from './rule.ts';
import { STEP_ASIDE } from './step-aside.ts';
import { WRITABLE } from './writable.ts';

const IN_ORDER = [...STEP_ASIDE, ...WRITABLE, ...READ_ONLY] as const;

/** Part of the interface: `check --json` and the journal name the rule that decided. */
export type RuleName = (typeof IN_ORDER)[number]['name'];

export const RULES: readonly Rule<RuleName>[] = IN_ORDER;
