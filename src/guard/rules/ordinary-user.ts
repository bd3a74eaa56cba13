// `test -w` and the locks mean nothing for him either, and `apt-get -s` runs the hooks for everybody.

import type { Rule } from './rule.ts';

export const ordinaryUser: Rule = {
  name: 'ordinary-user',
  summary: 'an ordinary user cannot change /usr, so there is nothing to guard',
  check: (_host, request) => request.root ? null : 'allow',
};
