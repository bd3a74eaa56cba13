// Suites x states x actions with the real dnf 4 and dnf 5, expected beside seen:
// `npm run test:dnf-matrix -- [--variant NAME]… [--state NAME]… [--action TEXT]… [--minutes N] [--verbose]`
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPackage } from '../../../scripts/package.ts';
import { writeActions } from '../../testbed/actions/action-runs.ts';
import { dnfActions } from '../../testbed/actions/dnf-actions.ts';
import { openDnfHost } from '../../integration/dnf-host.ts';
import { parseCampaign, playCampaign } from './campaign.ts';
import { collect } from './collect.ts';
import type { HostResult, HostRun } from './host-run.ts';

/** Read in place: a query in between may touch the journal files beside it, never this one. */
const DATABASE_PROBE = 'sha256sum /var/lib/rpm/rpmdb.sqlite';

const asked = parseCampaign();
if (asked.quick) throw new Error('there is no quick part of this matrix');
const runs = asked.hosts.map(({ variant, state }): HostRun => ({ variant, state, database: 'var', spellings: false }));

// The package's time stamps would follow the last commit, and every commit would make every image anew.
process.env.SOURCE_DATE_EPOCH ??= '1700000000';
const product = await buildPackage({ fast: true });
process.exitCode = (await playCampaign(runs, runHost, asked)) === 0 ? 0 : 1;

async function runHost(run: HostRun): Promise<HostResult> {
  const folder = mkdtempSync(join(tmpdir(), 'dnf-matrix-'));
  const actions = dnfActions(run.variant, run.state).filter(asked.isAsked);
  const host = await openDnfHost(run.state, run.variant, [product]);
  try {
    writeActions(folder, actions, '', DATABASE_PROBE);
    const { console, stderr } = await host.run('sh /run/actions/run-actions.sh', { binds: [[folder, '/run/actions']], timeout: 900_000 });
    const bytesFetched = (during: { from: number; to: number }): number => host.bytesFetched(host.id, during);
    // Otherwise "nothing was fetched" would prove nothing.
    return collect(run, actions, folder, { bytesFetched, console: `${console}${stderr}` }, (action, cell, { rc, bytes }) =>
      action.fetches && cell.seen !== 'refused' && rc === 0 && bytes === 0 ? ['no package was fetched'] : [],
    );
  } finally {
    await host.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}
