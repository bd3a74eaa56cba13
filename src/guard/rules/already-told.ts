import type { Rule } from './rule.ts';

export const alreadyTold: Rule = {
  name: 'already-told',
  summary: 'an earlier hook of this transaction has said it',
  check: (host, request) => host.usr.writable === true && request.alreadyTold ? 'allow' : null,
};
