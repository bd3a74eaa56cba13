// This file finds the systemd units that only the overlay provides: their files are in /usr now, but not in the /usr below.

import { existsSync } from 'node:fs';
import { ask } from '../../system/processes/run-program.ts';
import { ownContextVariable } from '../../system/processes/selinux.ts';
import { locate } from '../../system/processes/locate.ts';
import { listFolder } from '../../system/files/read.ts';

const FOLDER = '/usr/lib/systemd/system';
const TIMEOUT = 10_000;

/** Returns the running ones; empty where they cannot be found. `layers` is how many overlays on /usr will be removed. */
export function findOverlayUnits(layers: number): string[] {
  const [unshare, systemctl] = [locate('unshare'), locate('systemctl')];
  if (layers === 0 || unshare === undefined || systemctl === undefined || !existsSync('/run/systemd/system')) return [];
  const script = `${'$IN_OWN_CONTEXT umount --lazy --no-mtab /usr && '.repeat(layers)}exec ls -1 ${FOLDER}`;
  const below = ask(unshare, ['--mount', '--propagation', 'private', '--', 'sh', '-c', script], { timeout: TIMEOUT, environment: ownContextVariable() });
  if (below === undefined) return [];
  const names = new Set(below.split('\n'));
  const patterns = listFolder(FOLDER).filter((name) => !names.has(name) && /\.(service|socket|timer|path|mount|automount)$/.test(name)).map((name) => name.replace('@.', '@*.'));
  if (patterns.length === 0) return [];
  const listed = ask(systemctl, ['list-units', '--plain', '--no-legend', '--full', '--state=active,activating,reloading,deactivating', '--', ...patterns], { timeout: TIMEOUT });
  return (listed ?? '').split('\n').flatMap((line) => /^(\S+)/.exec(line)?.[1] ?? []);
}
