// A hotfix outlives the reboot that empties /run, and so does what a login is told of it.
import { expect, test } from '@jest/globals';
import { onHost } from '../guarded-host.ts';

test.each(['trixie', 'forky-composefs'] as const)('%s', async (variant) => {
  // What apt-image-based-put-back.service does.
  const { stdout } = await onHost({ variant, state: 'hotfix-reboot' }, 'ls /run/motd.d 2>/dev/null; usr-overlay put-back; sed "s/since .* UTC/since NOW/" /run/motd.d/*');
  expect(stdout).toBe('/usr has a hotfix since NOW: its changes are kept until the next image is deployed. To see them: `usr-overlay diff`\n');
}, 600_000);
