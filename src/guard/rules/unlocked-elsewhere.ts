// A namespace made before the unlock, or one with private propagation, keeps the /usr that it was made with.

import type { Rule } from './rule.ts';

export const unlockedElsewhere: Rule = {
  name: 'unlocked-elsewhere',
  summary: 'the host has a writable overlay on /usr that this mount namespace does not see',
  check: (host) => host.unlockedElsewhere ? 'refuse' : null,
};
