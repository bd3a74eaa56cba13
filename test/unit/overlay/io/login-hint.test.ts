// What a login shows, by kind of overlay.
import { expect, test } from '@jest/globals';
import type { UsrOverlay } from '../../../../src/host/usr-overlay.ts';
import { loginHint } from '../../../../src/overlay/io/login-hint.ts';

const OVERLAY: UsrOverlay = { backend: 'ostree', accessMode: 'readWrite', persistence: 'transient', upperdir: null };
const SINCE = '2026-11-22T20:00:00.123Z';

test.each<[Partial<UsrOverlay>, string | null, string]>([
  [{}, SINCE, '/usr has an overlay since 2026-11-22 20:00:00 UTC: its changes are lost at the next reboot. To see them: `sudo usr-overlay diff`; to discard them now: `sudo usr-overlay down`'],
  [{}, null, '/usr has an overlay: its changes are lost at the next reboot. To see them: `sudo usr-overlay diff`; to discard them now: `sudo usr-overlay down`'],
  [
    { accessMode: 'readOnly' },
    SINCE,
    '/usr has a read-only overlay since 2026-11-22 20:00:00 UTC, for `usr-overlay run`: its changes are lost at the next reboot. To see them: `sudo usr-overlay diff`; to discard them now: `sudo usr-overlay down`',
  ],
  [{ persistence: 'persistent' }, SINCE, '/usr has a hotfix since 2026-11-22 20:00:00 UTC: its changes are kept until the next image is deployed. To see them: `sudo usr-overlay diff`'],
])('%j, %s', (overlay, since, line) => {
  expect(loginHint({ ...OVERLAY, ...overlay }, { since }, 'sudo ')).toBe(line);
});
