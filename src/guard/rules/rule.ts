// The form of a rule.

import type { Host } from '../../host/host.ts';
import type { Request } from '../request/request.ts';

export type VerdictKind = 'allow' | 'notice' | 'refuse';

export type Rule<Name extends string = string> = {
  name: Name;
  /** One sentence for `check --explain`. */
  summary: string;
  /** The verdict, or null where the rule has nothing to say and the next one is asked. */
  check(host: Host, request: Request): VerdictKind | null;
};
