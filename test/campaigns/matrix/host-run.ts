// All actions on one host in one state: one boot, one judgement per action.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actionsOf } from '../../testbed/actions/actions.ts';
import { writeActions } from '../../testbed/actions/action-runs.ts';
import type { Action } from '../../testbed/actions/action.ts';
import { openState } from '../../testbed/hosts/state-host.ts';
import type { Repository } from '../../testbed/packages/repository.ts';
import type { State } from '../../testbed/hosts/states.ts';
import type { Variant } from '../../testbed/hosts/variants.ts';
import { collect } from './collect.ts';
import type { Cell } from './judge.ts';

export type HostRun = { variant: Variant; state: State; database: 'var' | 'usr'; spellings: boolean };
export type HostResult = { cells: Map<string, Cell>; trouble: string; texts: Map<string, string> };

/** Every file of the package database, so that "unchanged" is byte for byte. */
const DATABASE_PROBE = "cd /var/lib/dpkg/. && find . -type f ! -name 'lock*' | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum";

/** `install` are the .debs in the image: the product and what the actions need. */
export async function runHost(run: HostRun, repository: Repository, install: readonly string[], isAsked: (action: Action) => boolean): Promise<HostResult> {
  const id = `${run.variant.name}-${run.state.name}-${run.database}`;
  const folder = mkdtempSync(join(tmpdir(), 'matrix-'));
  const actions = actionsOf(run.variant.suite).filter((action) => isAsked(action) && (run.spellings || action.spelling !== true));
  const host = await openState(run.state, run.variant, { install, database: run.database });
  try {
    const job = writeActions(folder, actions, repository.sources(id), DATABASE_PROBE);
    const result = await host.boot({ ...job, timeout: 900_000 });
    return collect(run, actions, folder, { bytesFetched: (during) => repository.bytesFetched(id, during), console: `${result.console}${result.stderr}` });
  } finally {
    await host.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}
