// An `umount /usr` by hand leaves ostree's state file behind; ostree then refuses to unlock again.

import type { Rule } from './rule.ts';

export const staleUnlock: Rule = {
  name: 'stale-unlock',
  summary: 'ostree believes that /usr is unlocked, and no overlay is there',
  check: (host) => host.staleUnlock ? 'refuse' : null,
};
