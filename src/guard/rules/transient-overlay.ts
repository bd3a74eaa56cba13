import type { Rule } from './rule.ts';

export const transientOverlay: Rule = {
  name: 'transient-overlay',
  summary: '/usr is writable only through an overlay that the next reboot takes away',
  check: (host) => host.usr.writable === true && host.usrOverlay !== null ? 'notice' : null,
};
