// `up --persist --storage DIR`: the layers lie on a disk of the administrator's; where that is not there, the host boots plain and says why.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { cacheFolder } from '../../testbed/cache.ts';
import { onSystemd } from '../../testbed/hosts/systemd-host.ts';
import { productDeb } from '../guarded-host.ts';
import { MOUNTED, OFF, ON, onHost } from './persist-host.ts';

const UNIT = '/etc/systemd/system/var-lib-apt\\x2dimage\\x2dbased-persistent.mount';
const REMOVED = ['The persistent overlay on /usr was removed; all changes made in it were discarded', 'No boot mounts it again.'];

it('trixie: what is refused, a disk that is not there, and back', async () => {
  await onHost({ variant: 'trixie', state: 'locked' }, async (boot) => {
    const why = "usr-overlay status --json | grep -e '\"reason\"' -e '\"detail\"' | cut -d '\"' -f 4 | paste -sd ' '";
    const storage = (place: string): string => `usr-overlay up --persist --storage ${place} >/run/said 2>&1; code=$?; grep -v '^warning: systemctl' /run/said; echo $code`;
    expect(
      await boot(`mkdir -p /var/disk /var/open; chmod 777 /var/open; ${['tmpfs', '/var/open', '/run', '/etc', '/nowhere'].map(storage).join('; ')}; ls -d $persistent 2>/dev/null; ${storage('/var/disk')}; make_deb twice 1.0; apt-get -y install tiny-install >/dev/null 2>&1; install /run/debs/twice_1.0.deb; seen; ls /var/disk /var/disk/apt-image-based-persistent; grep -c ^What=/var/disk/apt-image-based-persistent$ '${UNIT}'; stat -c '%a %U' /var/disk/apt-image-based-persistent`),
    ).toEqual([
      'error: --storage: memory is empty after a reboot: name a folder on a disk', '64',
      expect.stringContaining('error: --storage: /var/open is not safe, because users other than root can replace /var/open'), '64',
      'error: --storage: /run is empty after a reboot', '64',
      'error: --storage: /etc lies in /etc, where no overlay can be stored', '64',
      'error: --storage: /nowhere is not a folder', '64',
      ...MOUNTED, '0', ...ON, '/var/disk:', 'apt-image-based-persistent', '', '/var/disk/apt-image-based-persistent:', 'enabled', 'layers', 'state.json', '1', '700 root',
    ]);
    // These hosts have no systemd that would mount it: its disk is not there.
    expect(await boot(`seen; ${why}; usr-overlay log | grep ^state; echo 'mount --bind /var/disk/apt-image-based-persistent $persistent' >/var/first.sh`)).toEqual([...OFF, 'storage /var/disk/apt-image-based-persistent is not mounted', expect.stringContaining('not mounted: its storage cannot be used')]);
    expect(await boot(`seen; cat /run/boot.err; ${storage('/var/disk')}; usr-overlay down 2>/dev/null | head -n 2; seen; ls /var/disk '${UNIT}' 2>&1 | grep -v ^/; ls /var/lib/apt-image-based`)).toEqual([...ON, 'A persistent read/write overlayfs is already mounted on /usr', 'Each boot of this image mounts it again.', '0', ...REMOVED, ...OFF, expect.stringContaining('No such file'), 'kept', 'log']);
  });
}, 600_000);

it.each(['trixie', 'bookworm'] as const)('%s: systemd mounts the disk before the overlay', async (suite) => {
  const state = mkdtempSync(join(cacheFolder(), 'run', `${process.pid}-state-`));
  const boot = async (): Promise<string[]> => ((await onSystemd(suite, productDeb(), join(import.meta.dirname, 'storage-boots.sh'), { timeout: 240_000, state })).result ?? '').trimEnd().split('\n');
  try {
    expect(await boot()).toEqual([...MOUNTED, 'active']);
    expect(await boot()).toEqual(['writable', 'active', 'in the overlay', ...REMOVED, 'read-only']);
    expect(await boot()).toEqual(['read-only', 'inactive']);
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}, 900_000);
