// Suites x states x actions with the real dnf 4 and dnf 5, expected beside seen:
// `npm run test:dnf-matrix -- [--variant NAME]… [--state NAME]… [--action TEXT]… [--minutes N] [--verbose]`
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPackage } from '../../scripts/package.ts';
import { readOutcomes, readTrouble, writeActions } from '../testbed/action-runs.ts';
import { dnfActions } from '../testbed/dnf-actions.ts';
import { STATES } from '../testbed/states.ts';
import { VARIANTS } from '../testbed/variants.ts';
import { openDnfHost } from './dnf-host.ts';
import type { HostResult, HostRun } from './matrix/host-run.ts';
import { judge, type Cell } from './matrix/judge.ts';
import { printTable } from './matrix/table.ts';

const { values } = parseArgs({
  options: {
    variant: { type: 'string', multiple: true },
    state: { type: 'string', multiple: true },
    /** Only actions whose name holds one of these. */
    action: { type: 'string', multiple: true },
    minutes: { type: 'string', default: '600' },
    verbose: { type: 'boolean', default: false },
  },
});
const wanted = (names: string[] | undefined, name: string): boolean => names === undefined || names.includes(name);
const runs: HostRun[] = VARIANTS.filter((variant) => wanted(values.variant, variant.name)).flatMap((variant) =>
  STATES.filter((state) => wanted(values.state, state.name) && state.lacks?.(variant) === undefined).map((state) => ({ variant, state, database: 'var' as const, spellings: false })),
);

/** Read in place: a query in between may touch the journal files beside it, never this one. */
const DATABASE_PROBE = 'sha256sum /var/lib/rpm/rpmdb.sqlite';

// The package's time stamps would follow the last commit, and every commit would make every image anew.
process.env.SOURCE_DATE_EPOCH ??= '1700000000';
const product = await buildPackage({ fast: true });
const results = new Map<HostRun, HostResult | Error>();
const leftOut: string[] = [];
const began = performance.now();
const queue = [...runs];
await Promise.all(Array.from({ length: 2 }, worker));
if (leftOut.length > 0) process.stdout.write(`not run for want of time: ${leftOut.join(', ')}\n`);
process.exitCode = printTable(results, { seconds: (performance.now() - began) / 1000, verbose: values.verbose }) === 0 ? 0 : 1;

async function worker(): Promise<void> {
  for (let run = queue.shift(); run; run = queue.shift()) {
    const name = `${run.variant.name} ${run.state.name}`;
    if (performance.now() - began > Number(values.minutes) * 60_000) {
      leftOut.push(name);
      continue;
    }
    results.set(run, await runHost(run).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error)))));
    process.stderr.write(`${String(results.size)}/${String(runs.length)} ${name}\n`);
  }
}

async function runHost(run: HostRun): Promise<HostResult> {
  const folder = mkdtempSync(join(tmpdir(), 'dnf-matrix-'));
  const actions = dnfActions(run.variant, run.state).filter(({ name }) => values.action?.some((part) => name.includes(part)) ?? true);
  const host = await openDnfHost(run.state, run.variant, [product]);
  try {
    writeActions(folder, actions, '', DATABASE_PROBE);
    const { console, stderr } = await host.run('sh /run/actions/run-actions.sh', { binds: [[folder, '/run/actions']], timeout: 900_000 });
    const cells = new Map<string, Cell>();
    const texts = new Map<string, string>();
    readOutcomes(folder, actions).forEach((outcome, index) => {
      const action = actions[index];
      if (!action) return;
      if (!outcome) return void cells.set(action.name, { expected: 'silent', seen: 'silent', wrong: [`never run: ${`${console}${stderr}`.slice(-400)}`] });
      const seen = { ...outcome, bytes: host.bytesFetched(host.id, outcome) };
      const cell = judge(action, run, seen);
      // Otherwise "nothing was fetched" would prove nothing.
      const idle = action.fetches && cell.seen !== 'refused' && outcome.rc === 0 && seen.bytes === 0;
      cells.set(action.name, idle ? { ...cell, wrong: [...cell.wrong, 'no package was fetched'] } : cell);
      texts.set(action.name, `exit ${String(outcome.rc)}\n${outcome.stdout}\n${outcome.stderr}`);
    });
    return { cells, trouble: readTrouble(folder), texts };
  } finally {
    await host.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}
