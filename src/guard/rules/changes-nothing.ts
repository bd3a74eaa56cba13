import type { Rule } from './rule.ts';

export const changesNothing: Rule = {
  name: 'changes-nothing',
  summary: 'this run changes nothing in /usr: a simulation, a download, or nothing to do',
  check: (_host, request) => request.changesNothing ? 'allow' : null,
};
