// https://www.freedesktop.org/software/systemd/man/latest/systemd-sysext.html#--mutable=

import { isWritable } from '../host.ts';
import type { Rule } from './rule.ts';

export const sysextMutable: Rule = {
  name: 'sysext-mutable',
  summary: '/usr is writable through a mutable systemd-sysext merge',
  check: (host) => isWritable(host, 'sysext') ? 'notice' : null,
};
