// This file holds the rules about what was asked for; where one of them has an answer, the guard steps aside.

import { inOrder } from './rule.ts';

export const STEP_ASIDE = inOrder([
  {
    name: 'switched-off',
    summary: 'the guard was switched off by the administrator',
    check: (_host, request) => request.switchedOff ? 'allow' : null,
  },
  // `test -w` and the locks mean nothing for an ordinary user, and `apt-get -s` runs the hooks for everybody.
  {
    name: 'ordinary-user',
    summary: 'an ordinary user cannot change /usr, so there is nothing to guard',
    check: (_host, request) => request.root ? null : 'allow',
  },
  {
    name: 'changes-nothing',
    summary: 'this run changes nothing in /usr: a simulation, a download, or nothing to do',
    check: (_host, request) => request.changesNothing ? 'allow' : null,
  },
  {
    name: 'other-root',
    summary: 'another root directory is changed, not this host',
    check: (_host, request) => request.otherRoot ? 'allow' : null,
  },
]);
