// A persistent overlay under each suite's real systemd, over three whole boots: its units at boot and at shutdown.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { cacheFolder } from '../../testbed/cache.ts';
import { SUITES } from '../../testbed/hosts/rootfs.ts';
import { onSystemd } from '../../testbed/hosts/systemd-host.ts';
import { productDeb } from '../guarded-host.ts';

it.each(SUITES)('%s: units, sockets, timers and users of the overlay are there at the next boot', async (suite) => {
  // On a disk, as the storage must be.
  const state = mkdtempSync(join(cacheFolder(), 'run', `${process.pid}-state-`));
  const boot = async (): Promise<string[]> => ((await onSystemd(suite, productDeb(), join(import.meta.dirname, 'boots.sh'), { timeout: 240_000, state })).result ?? '').trimEnd().split('\n');
  try {
    expect(await boot()).toEqual([
      'inactive no',
      'A read/write overlayfs is now mounted on /usr, and each boot of this image mounts it again',
      'When another image is booted, it is not mounted; nothing in it is deleted until `sudo usr-overlay down`.',
      'active',
    ]);
    expect(await boot()).toEqual(['writable', 'active', 'active', 'active', 'active', 'in-overlay', '/run/in-overlay.d', 'enabled', 'layers', 'state.json', 'may be requested by dependency only']);
    expect((await boot()).slice(0, 2)).toEqual(['writable', 'The persistent overlay on /usr was removed; all changes made in it were discarded']);
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}, 900_000);
