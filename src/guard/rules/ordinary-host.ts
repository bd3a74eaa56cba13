import type { Rule } from './rule.ts';

export const ordinaryHost: Rule = {
  name: 'ordinary-host',
  summary: '/usr is writable, with no overlay on it',
  check: (host) => host.usr.writable === true ? 'allow' : null,
};
