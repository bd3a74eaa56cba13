import type { Rule } from './rule.ts';

export const switchedOff: Rule = {
  name: 'switched-off',
  summary: 'the guard was switched off by the administrator',
  check: (_host, request) => request.switchedOff ? 'allow' : null,
};
