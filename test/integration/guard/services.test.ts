// Services under each suite's real systemd: one that came with the overlay holds it and `down --stop` stops it; one that a command
// of `run` starts runs in the host. And the unit that puts back at boot what packages left.
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SUITES } from '../../testbed/hosts/rootfs.ts';
import { onSystemd } from '../../testbed/hosts/systemd-host.ts';
import { rows } from '../scope.ts';
import { productDeb } from '../guarded-host.ts';

test.each(rows(SUITES, (suite) => suite === 'trixie'))('%s', async (suite) => {
  const { result } = await onSystemd(suite, productDeb(), join(import.meta.dirname, 'services/inside.sh'));
  expect(result).toBe(
    [
      'root  own-daemon.service  exe,map  /usr/bin/own-daemon infinity',
      'down: 75, active',
      'own-daemon.service  exe,map  /usr/bin/own-daemon infinity',
      '1. stop own-daemon.service',
      '2. check that no package manager is at work',
      'down --stop: 0, inactive, not-found',
      'The overlay on /usr was removed; all changes made in it were discarded.',
      'read-only',
      'note: the overlay on /usr stays until the next reboot. To remove it: `usr-overlay down`',
      'run-daemon runs in the host',
      'read-only',
      'down --stop: 0',
      'apt-image-based-put-back.service',
      '/etc/left.conf',
      'put-back: 0, yes',
      'put-back: 0, no',
      'gone',
      'removed /etc/left.conf',
      '',
    ].join('\n'),
  );
}, 600_000);
