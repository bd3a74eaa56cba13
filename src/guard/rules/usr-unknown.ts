import type { Rule } from './rule.ts';

export const usrUnknown: Rule = {
  name: 'usr-unknown',
  summary: 'nothing could tell whether /usr is writable, and a guard must not stop a healthy host',
  check: (host) => host.usr.writable === null ? 'allow' : null,
};
