// `ostree admin unlock --transient`, `bootc usr-overlay --read-only`, `usr-overlay up --read-only`.

import type { Rule } from './rule.ts';

export const overlayReadOnly: Rule = {
  name: 'overlay-read-only',
  summary: 'the overlay on /usr is mounted read-only',
  check: (host) => host.usrOverlay?.accessMode === 'readOnly' ? 'refuse' : null,
};
