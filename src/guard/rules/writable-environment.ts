import type { Rule } from './rule.ts';

export const writableEnvironment: Rule = {
  name: 'writable-environment',
  summary: '/usr is writable in a container, an image build or a live system, where that is as it should be',
  check: (host) => host.usr.writable === true && host.environment !== 'host' ? 'allow' : null,
};
