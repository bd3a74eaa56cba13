// This file lists all rules in the order in which they are asked; the first answer decides. Rules that step aside come first, then those
// for a writable /usr, so every later refusal knows that /usr cannot be written.

import { READ_ONLY } from './read-only.ts';
import type { Rule } from './rule.ts';
import { STEP_ASIDE } from './step-aside.ts';
import { WRITABLE } from './writable.ts';

const IN_ORDER = [...STEP_ASIDE, ...WRITABLE, ...READ_ONLY] as const;

/** The names are part of the interface: `check --json` and the journal name the rule that decided. */
export type RuleName = (typeof IN_ORDER)[number]['name'];

/** Holds all rules, in order. */
export const RULES: readonly Rule<RuleName>[] = IN_ORDER;
