// A full upper layer in the middle of dpkg leaves packages half-installed, as a read-only /usr does.

import { hasWritableOverlay } from '../../host/host.ts';
import type { Rule } from './rule.ts';

export const largerThanRoom: Rule = {
  name: 'larger-than-room',
  summary: 'the plan needs more room in /usr than the overlay has',
  check: (host, { plan, room, config }) => {
    if (!hasWritableOverlay(host) || config.allow.largerThanRoom || room === null || !plan?.bytes) return null;
    return plan.bytes + config.spaceMargin > room.free ? 'refuse' : null;
  },
};
