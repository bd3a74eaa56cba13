// apt's nightly upgrade under each suite's real systemd: it runs on an ordinary host, and is skipped in silence on others.
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { SUITES } from '../../testbed/hosts/rootfs.ts';
import { onSystemd } from '../../testbed/hosts/systemd-host.ts';
import { productDeb } from '../guarded-host.ts';
import { rows } from '../scope.ts';

let deb: string;

beforeAll(() => {
  deb = productDeb();
}, 300_000);

test.each(rows(SUITES, (suite) => suite === 'trixie'))('%s', async (suite) => {
  const { result } = await onSystemd(suite, deb, join(import.meta.dirname, 'timers/inside.sh'));
  expect(result).toBe(
    [
      'writable: exit 0, ran, inactive',
      'locked: exit 0, skipped, inactive',
      'own-remount: exit 0, ran, inactive',
      'own-remount-ostree: exit 0, skipped, inactive',
      'junk: exit 0, skipped, inactive',
      'overlay: exit 0, skipped, inactive',
      'removed: exit 0, ran, inactive',
      '',
    ].join('\n'),
  );
}, 600_000);
