// The hosts that the faults are tried on, and what is tried on each.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { productDeb } from '../../integration/guarded-host.ts';
import { ensureBootcStandIn } from '../../testbed/stand-in/bootc-stand-in.ts';
import { ensureTinyRepository } from '../../testbed/packages/packages.ts';
import { openState } from '../../testbed/hosts/state-host.ts';
import { findState } from '../../testbed/hosts/states.ts';
import { VARIANTS, type Variant } from '../../testbed/hosts/variants.ts';
import type { Kind } from './case.ts';
import { ensureFaultyPrograms } from './faulty-programs.ts';

/** `harmed`: an ostree host whose package database is to be repaired. */
export type HostName = 'ostree' | 'native' | 'bootc' | 'harmed';
export type HostRow = { host: HostName; variant: Variant; kinds: readonly Kind[] };

const STATE_OF: Record<HostName, string> = { ostree: 'locked', native: 'read-only-bind', bootc: 'locked', harmed: 'locked' };
const KINDS_OF: Record<HostName, readonly Kind[]> = {
  ostree: ['up', 'down', 'run', 'put_back', 'report', 'refuse', 'allow', 'up_read_only', 'up_native', 'up_stored', 'down_native', 'down_stored'],
  native: ['up', 'down', 'run', 'put_back', 'refuse', 'allow', 'up_stored', 'down_stored'],
  bootc: ['up', 'down'],
  harmed: ['doctor'],
};

export const HOST_ROWS: readonly HostRow[] = VARIANTS.flatMap((variant) => (['ostree', 'harmed', 'native', 'bootc'] as const)
  .filter((host) => findState(STATE_OF[host]).lacks?.(variant) === undefined)
  .map((host) => ({ host, variant, kinds: KINDS_OF[host] })));

/** `run` gives what the job wrote, also where the host ended before the job did. */
export type FaultyHost = { folder: string; run: (job: string, seconds: number) => Promise<string>; remove: () => Promise<void> };

export async function openFaultyHost({ host: name, variant }: HostRow): Promise<FaultyHost> {
  const pool = join(await ensureTinyRepository(), 'tiny/pool');
  const bootc = name === 'bootc' ? [await ensureBootcStandIn()] : [];
  const harmed = name === 'harmed' ? ['tiny-conffile_1.0', 'tiny-present_1.0'] : [];
  const install = [...['tiny-upgrade_1.0', ...harmed].map((deb) => join(pool, `${deb}_all.deb`)), ...bootc, productDeb(), await ensureFaultyPrograms()];
  const host = await openState(findState(STATE_OF[name]), variant, { install, extra: ['strace'] });
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  for (const script of ['host.sh', 'killed.sh']) copyFileSync(join(import.meta.dirname, script), join(folder, script));
  for (const deb of ['tiny-install_1.0', 'tiny-conffile_1.1', 'tiny-upgrade_1.1']) copyFileSync(join(pool, `${deb}_all.deb`), join(folder, `${deb.split('_')[0] ?? ''}.deb`));
  copyFileSync(join(pool, 'tiny-conffile_1.0_all.deb'), join(folder, 'tiny-conffile_1.0_all.deb'));
  return {
    folder,
    run: async (job, seconds) => {
      writeFileSync(join(folder, 'log'), '');
      const ended = await host.boot({ job: `exec >/run/faults/log 2>&1\n. /run/faults/host.sh\n. /run/faults/killed.sh\n${job}`, binds: [[folder, '/run/faults']], timeout: seconds * 1000 }).then(() => '', String);
      return `${readFileSync(join(folder, 'log'), 'utf8')}${ended}`;
    },
    remove: async () => {
      await host.remove();
      rmSync(folder, { recursive: true });
    },
  };
}
