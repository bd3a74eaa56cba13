// usr-overlay.service under each suite's real systemd, by hand; test/campaigns/machines has it at boot.
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SUITES } from '../../testbed/hosts/rootfs.ts';
import { onSystemd } from '../../testbed/hosts/systemd-host.ts';
import { productDeb } from '../guarded-host.ts';

test.each(SUITES)('%s', async (suite) => {
  const { result } = await onSystemd(suite, productDeb(), join(import.meta.dirname, 'boot-unit.sh'), { timeout: 240_000 });
  expect(result).toBe(
    [
      'as shipped: disabled',
      'preset: disabled',
      'preset-all: disabled',
      'usr-overlay.service',
      'start: 0, active, writable',
      'stop while it is held: 0, failed, writable',
      'these processes use the overlay',
      'holder.service  exe',
      'start again: 0, active, writable',
      'stop: 0, inactive, read-only',
      'start over an overlay: 0, active, writable',
      'stop without one: 0, inactive, read-only',
      'no shutdown stops it',
      '',
    ].join('\n'),
  );
}, 600_000);
