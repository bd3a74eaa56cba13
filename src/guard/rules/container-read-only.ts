// `podman run --read-only`: https://bootc-dev.github.io/bootc/package-managers.html wants the same message there.

import type { Rule } from './rule.ts';

export const containerReadOnly: Rule = {
  name: 'container-read-only',
  summary: 'a container or an image build has a read-only /usr',
  check: (host) =>
    host.environment === 'container' || host.environment === 'build' ? 'refuse' : null,
};
