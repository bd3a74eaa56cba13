// The form of a rule. Each stands in a file of its own, and the order of the two lists is the order of judgement.

import type { Host } from '../../host/host.ts';
import type { Request } from '../request/request.ts';

export type VerdictKind = 'allow' | 'notice' | 'refuse';

export type RuleName =
  | 'switched-off'
  | 'ordinary-user'
  | 'changes-nothing'
  | 'other-root'
  | 'own-remount'
  | 'usr-unknown'
  | 'writable-environment'
  | 'already-told'
  | 'suite-change'
  | 'kernel'
  | 'larger-than-room'
  | 'hotfix'
  | 'sysext-mutable'
  | 'transient-overlay'
  | 'deployment-writable'
  | 'ordinary-host'
  | 'stopped-after-error'
  | 'sysext-merged'
  | 'unlocked-elsewhere'
  | 'container-read-only'
  | 'own-transient'
  | 'overlay-read-only'
  | 'stale-unlock'
  | 'image-locked'
  | 'read-only-usr';

export type Rule = {
  name: RuleName;
  /** One sentence for `check --explain`. */
  summary: string;
  /** The verdict, or null where the rule has nothing to say and the next one is asked. */
  check(host: Host, request: Request): VerdictKind | null;
};
