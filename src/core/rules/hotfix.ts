import { isWritable } from '../host.ts';
import type { Rule } from './rule.ts';

export const hotfix: Rule = {
  name: 'hotfix',
  summary: '/usr is writable through an ostree hotfix, which survives reboots',
  check: (host) =>
    isWritable(host, 'ostree') && host.usrOverlay?.persistence === 'persistent' ? 'notice' : null,
};
