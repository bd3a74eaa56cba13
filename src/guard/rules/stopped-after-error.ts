// `errors=remount-ro`, see ext4(5): neither an overlay nor an image is the answer to a damaged disk.

import type { Rule } from './rule.ts';

export const stoppedAfterError: Rule = {
  name: 'stopped-after-error',
  summary: 'the kernel made the file system of /usr read-only after an error',
  check: (host) => host.stoppedAfterError ? 'refuse' : null,
};
