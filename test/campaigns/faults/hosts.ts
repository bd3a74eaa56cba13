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

export type HostName = 'ostree' | 'native' | 'bootc';
export type HostRow = { host: HostName; variant: Variant; kinds: readonly Kind[] };

const STATE_OF: Record<HostName, string> = { ostree: 'locked', native: 'read-only-bind', bootc: 'locked' };
const KINDS_OF: Record<HostName, readonly Kind[]> = {
  ostree: ['up', 'down', 'run', 'put_back', 'doctor', 'report', 'refuse', 'allow'],
  native: ['up', 'down', 'run', 'put_back', 'refuse', 'allow'],
  bootc: ['up', 'down'],
};

export const HOST_ROWS: readonly HostRow[] = VARIANTS.flatMap((variant) => (['ostree', 'native', 'bootc'] as const)
  .filter((host) => findState(STATE_OF[host]).lacks?.(variant) === undefined)
  .map((host) => ({ host, variant, kinds: KINDS_OF[host] })));

/** `run` gives what the job wrote, also where the host ended before the job did. */
export type FaultyHost = { folder: string; run: (job: string, seconds: number) => Promise<string>; remove: () => Promise<void> };

export async function openFaultyHost({ host: name, variant }: HostRow): Promise<FaultyHost> {
  const pool = join(await ensureTinyRepository(), 'tiny/pool');
  const bootc = name === 'bootc' ? [await ensureBootcStandIn()] : [];
  const install = [join(pool, 'tiny-upgrade_1.0_all.deb'), ...bootc, productDeb(), await ensureFaultyPrograms()];
  const host = await openState(findState(STATE_OF[name]), variant, { install, extra: ['strace'] });
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  copyFileSync(join(import.meta.dirname, 'host.sh'), join(folder, 'host.sh'));
  for (const deb of ['tiny-install_1.0', 'tiny-conffile_1.1', 'tiny-upgrade_1.1']) copyFileSync(join(pool, `${deb}_all.deb`), join(folder, `${deb.split('_')[0] ?? ''}.deb`));
  return {
    folder,
    run: async (job, seconds) => {
      writeFileSync(join(folder, 'log'), '');
      const ended = await host.boot({ job: `exec >/run/faults/log 2>&1\n. /run/faults/host.sh\n${job}`, binds: [[folder, '/run/faults']], timeout: seconds * 1000 }).then(() => '', String);
      return `${readFileSync(join(folder, 'log'), 'utf8')}${ended}`;
    },
    remove: async () => {
      await host.remove();
      rmSync(folder, { recursive: true });
    },
  };
}
