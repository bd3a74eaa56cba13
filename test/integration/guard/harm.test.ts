// What the guard is there for: the same host without it.
import { expect, it } from '@jest/globals';
import { openGuardedHost } from '../guarded-host.ts';

it.each(['bookworm', 'trixie', 'forky'] as const)('%s without the guard: an upgrade leaves packages half-installed', async (variant) => {
  const host = await openGuardedHost({ variant, state: 'locked', guarded: false });
  try {
    const result = await host.run('apt-get -y install tiny-service tiny-upgrade >/run/out 2>&1; echo $?; dpkg -l tiny-service tiny-upgrade | grep "^i"');
    expect(result.stdout).toMatch(/^100\niHR +tiny-service .*\niHR +tiny-upgrade .*\n$/);
    expect(host.bytesFetched()).toBeGreaterThan(0);
    const later = await host.run('dpkg -l tiny-service tiny-upgrade | grep "^i"');
    expect(later.stdout).toMatch(/^iHR .*\niHR .*\n$/);
  } finally {
    await host.remove();
  }
}, 300_000);
