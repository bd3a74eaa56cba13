import type { Rule } from './rule.ts';

export const hotfix: Rule = {
  name: 'hotfix',
  summary: '/usr is writable through an ostree hotfix, which survives reboots',
  check: (host) =>
    host.usr.writable === true && host.usrOverlay?.backend === 'ostree' && host.usrOverlay.persistence === 'persistent' ? 'notice' : null,
};
