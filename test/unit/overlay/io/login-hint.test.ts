// What a login shows, by kind of overlay.
import { expect, test } from '@jest/globals';
import type { UsrOverlay } from '../../../../src/host/usr-overlay.ts';
import { loginHint } from '../../../../src/overlay/io/login-hint.ts';

const OVERLAY: UsrOverlay = { backend: 'ostree', accessMode: 'readWrite', persistence: 'transient', upperdir: null };
const SINCE = '2026-11-22T20:00:00.123Z';

test.each<[Partial<UsrOverlay>, string | null, string]>([
  [{}, SINCE, '/usr has an overlay since 2026-11-22 20:00:00 UTC: what is installed in it is lost at the next reboot. `usr-overlay diff` shows it, `usr-overlay down` takes it off.'],
  [{}, null, '/usr has an overlay: what is installed in it is lost at the next reboot. `usr-overlay diff` shows it, `usr-overlay down` takes it off.'],
  [
    { accessMode: 'readOnly' },
    SINCE,
    '/usr has a read-only overlay since 2026-11-22 20:00:00 UTC, for `usr-overlay run`: what is installed in it is lost at the next reboot. `usr-overlay diff` shows it, `usr-overlay down` takes it off.',
  ],
  [{ persistence: 'persistent' }, SINCE, '/usr has a hotfix since 2026-11-22 20:00:00 UTC: what is installed in it survives reboots, until the next image is deployed. `usr-overlay diff` shows it.'],
])('%j, %s', (overlay, since, line) => {
  expect(loginHint({ ...OVERLAY, ...overlay }, { since })).toBe(line);
});
