import type { Rule } from './rule.ts';

export const otherRoot: Rule = {
  name: 'other-root',
  summary: 'another root directory is changed, not this host',
  check: (_host, request) => request.otherRoot ? 'allow' : null,
};
