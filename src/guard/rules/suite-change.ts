// Another release is another image; in an overlay it would be gone after hours, with its conversions of /etc and /var done.

import { hasWritableOverlay } from '../../host/host.ts';
import type { Rule } from './rule.ts';

export const suiteChange: Rule = {
  name: 'suite-change',
  summary: 'the plan takes the host to another release of its distribution',
  check: (host, { plan, config }) => hasWritableOverlay(host) && !config.allow.suiteChange && plan !== null && plan.suiteChange !== null ? 'refuse' : null,
};
