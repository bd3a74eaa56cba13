// A folder that the configuration names, under each suite's real systemd: made at the first boot, mounted at each, unmounted at each shutdown.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { cacheFolder } from '../../testbed/cache.ts';
import { SUITES } from '../../testbed/hosts/rootfs.ts';
import { onSystemd } from '../../testbed/hosts/systemd-host.ts';
import { productDeb } from '../guarded-host.ts';

it.each(SUITES)('%s: /usr/local is writable at each boot, and /usr is not', async (suite) => {
  // On a disk, as the storage must be.
  const state = mkdtempSync(join(cacheFolder(), 'run', `${process.pid}-state-`));
  const boot = async (): Promise<string[]> => ((await onSystemd(suite, productDeb(), join(import.meta.dirname, 'boots.sh'), { timeout: 240_000, state })).result ?? '').trimEnd().split('\n');
  try {
    expect(await boot()).toEqual(['read-only', 'inactive no']);
    // Our unit makes it, early in this boot.
    expect(await boot()).toEqual(['writable', 'active', 'active']);
    expect(await boot()).toEqual(['writable', 'active', 'in-local.service', '1', 'only']);
    expect(await boot()).toEqual(['writable', 'active', 'in-local.service', '1', 'The overlay on /usr/local was removed; all changes made in it were discarded']);
    expect((await boot())[0]).toBe('read-only');
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}, 900_000);
