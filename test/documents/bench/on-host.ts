// A host of the bench with its set-up done: where rows are measured, and where a shell for a look by hand is.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeBinary } from '../../../scripts/paths.ts';
import { onDnfHost } from '../../integration/dnf-host.ts';
import { openGuardedHost } from '../../integration/guarded-host.ts';
import type { Job, JobResult } from '../../testbed/hosts/boot.ts';
import { findVariant } from '../../testbed/hosts/variants.ts';
import { ensureRealLists, USE_REAL_LISTS } from '../../testbed/packages/real-lists.ts';
import type { BenchHost } from './row.ts';

// The set-up is kept quiet; its functions are there for the job and what it starts.
const SETUP = 'set -e\n. /run/bench/library >/run/setup.log 2>&1 || { cat /run/setup.log >&2; exit 1; }\nset +e\nexport -f $(declare -F | cut -d" " -f3)\n';

/** Runs bash text there; `fill` is given the folder that is /run/bench in the host. */
export async function onBenchHost(host: BenchHost, job: string, fill: (folder: string) => void, { binds = [], timeout = 1_800_000 }: Pick<Job, 'binds' | 'timeout'> = {}): Promise<JobResult> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    fill(folder);
    copyFileSync(nodeBinary, join(folder, 'node'));
    writeFileSync(join(folder, 'library'), `${host.lists ? USE_REAL_LISTS : ''}${host.setup ?? ''}`);
    writeFileSync(join(folder, 'job'), `${SETUP}${job}\n`);
    const lists: [string, string][] = host.lists ? [[await ensureRealLists(findVariant(host.variant).suite), '/run/lists']] : [];
    return await runOn(host, 'bash /run/bench/job', { binds: [[folder, '/run/bench'], ...lists, ...binds], timeout });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runOn({ variant, state, dnf, real }: BenchHost, job: string, more: Pick<Job, 'binds' | 'timeout'>): Promise<JobResult> {
  if (dnf) return onDnfHost({ variant, state }, job, more);
  const host = await openGuardedHost({ variant, state, ...(real && { real }) });
  try {
    return await host.run(job, more);
  } finally {
    await host.remove();
  }
}
