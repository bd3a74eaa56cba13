// https://www.freedesktop.org/software/systemd/man/latest/systemd-sysext.html#--mutable=

import type { Rule } from './rule.ts';

export const sysextMutable: Rule = {
  name: 'sysext-mutable',
  summary: '/usr is writable through a mutable systemd-sysext merge',
  check: (host) => host.usr.writable === true && host.usrOverlay?.backend === 'sysext' ? 'notice' : null,
};
