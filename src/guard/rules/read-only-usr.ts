import type { Rule } from './rule.ts';

export const readOnlyUsr: Rule = {
  name: 'read-only-usr',
  summary: '/usr is read-only',
  check: () => 'refuse',
};
