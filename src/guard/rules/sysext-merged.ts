// systemd-sysext(8): the merge is an overlay without an upper directory, on ordinary hosts too.

import type { Rule } from './rule.ts';

export const sysextMerged: Rule = {
  name: 'sysext-merged',
  summary: 'a merged system extension holds /usr read-only',
  check: (host) => host.usrOverlay?.backend === 'sysext' ? 'refuse' : null,
};
