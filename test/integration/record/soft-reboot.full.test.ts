// systemd's soft-reboot leaves the overlay on /usr and unmounts what follows it: that is told, and the way out loses nothing.
// At its shutdown, packages that came without a hook are written down.
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { HEALTHY } from '../../../src/doctor/words.ts';
import { onSystemd } from '../../testbed/hosts/systemd-host.ts';
import type { Suite } from '../../testbed/hosts/rootfs.ts';
import { productDeb } from '../guarded-host.ts';

// systemd 252 of bookworm knows no soft-reboot.
test.each<Suite>(['trixie', 'forky'])('%s', async (suite) => {
  const { result } = await onSystemd(suite, productDeb(), join(import.meta.dirname, 'soft-reboot/inside.sh'));
  const lost = 'the folders that followed the overlay on /usr have lost their overlays';
  expect(result?.split('\n')).toEqual([
    'recorded: "label":"softly"',
    'before: install ok installed',
    'soft-rebooted: 1, /usr/bin/softly, dpkg-query: no packages found matching softly',
    'status: have lost their overlays',
    'doctor: have lost their overlays',
    'check: does not list what is in this overlay',
    `warning: ${lost}`,
    `note: ${lost}`,
    'down: 75, Reboot, or detach the overlay from them: `usr-overlay down --lazy`',
    'installed:      quietly 1, softly 1',
    'lazy: 0, .',
    HEALTHY,
    '',
  ]);
}, 600_000);
