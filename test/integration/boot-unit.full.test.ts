// usr-overlay.service under each suite's real systemd, by hand; test/e2e has it at boot.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { execa } from 'execa';
import { ensureRootfs, SUITES } from '../testbed/rootfs.ts';
import { throwawayFolder } from '../testbed/throwaway.ts';
import { productDeb } from './guarded-host.ts';

test.each(SUITES)('%s', async (suite) => {
  const rootfs = await ensureRootfs(suite);
  const here = await throwawayFolder();
  const outside = ['--mount', '--propagation', 'private', 'sh', join(import.meta.dirname, 'timers/outside.sh'), rootfs, productDeb(), here, join(import.meta.dirname, 'services/boot-unit.sh')];
  const { exitCode, all } = await execa('unshare', outside, { reject: false, all: true, timeout: 240_000 });
  const said = `${all}${readFileSync(join(here, 'out/console'), 'utf8')}`;
  if (exitCode !== 0) throw new Error(`exit ${String(exitCode)}\n${said}`);
  expect(readFileSync(join(here, 'out/result'), 'utf8')).toBe(
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
  rmSync(here, { recursive: true });
}, 600_000);
