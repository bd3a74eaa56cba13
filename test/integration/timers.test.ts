// apt's nightly upgrade under each suite's real systemd: it runs on an ordinary host, and is skipped in silence on others.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { ensureRootfs, SUITES } from '../testbed/rootfs.ts';
import { productDeb } from './guarded-host.ts';
import { rows } from './scope.ts';
import { throwawayFolder } from '../testbed/throwaway.ts';

let deb: string;

beforeAll(() => {
  deb = productDeb();
}, 300_000);

test.each(rows(SUITES, [1]))('%s', async (suite) => {
  const rootfs = await ensureRootfs(suite);
  const here = await throwawayFolder();
  // A mount namespace around it all: what a killed run leaves mounted ends with it.
  const outside = ['--mount', '--propagation', 'private', 'sh', join(import.meta.dirname, 'timers/outside.sh'), rootfs, deb, here, join(import.meta.dirname, 'timers/inside.sh')];
  const { exitCode, all } = await execa('unshare', outside, { reject: false, all: true, timeout: 120_000 });
  const said = `${all}${readFileSync(join(here, 'out/console'), 'utf8')}`;
  if (exitCode !== 0) throw new Error(`exit ${String(exitCode)}\n${said}`);
  expect(readFileSync(join(here, 'out/result'), 'utf8')).toBe(
    [
      'writable: exit 0, ran, inactive',
      'locked: exit 0, skipped, inactive',
      'overlay: exit 0, skipped, inactive',
      'removed: exit 0, ran, inactive',
      '',
    ].join('\n'),
  );
  rmSync(here, { recursive: true });
}, 600_000);
