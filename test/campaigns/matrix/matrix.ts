// Suites x states x actions with the real package managers, expected beside seen.
import { cpus } from 'node:os';
import { buildPackage } from '../../../scripts/package.ts';
import { STATES } from '../../testbed/hosts/states.ts';
import type { Asked } from '../options.ts';
import type { Outcome } from '../outcome.ts';
import { runHost, type HostResult, type HostRun } from './host-run.ts';
import { MANAGERS, type Manager } from './managers.ts';
import { printTable, wrongOf } from './table.ts';

/** Of each verdict one, and of each suite. */
const QUICK = new Set(['bookworm locked', 'trixie unlock', 'trixie writable', 'forky locked']);

/** Longer than it takes. */
const MINUTES = 600;

export async function run(asked: Asked): Promise<Outcome[]> {
  // The package's time stamps would follow the last commit, and every commit would make every image anew.
  process.env['SOURCE_DATE_EPOCH'] ??= '1700000000';
  const product = await buildPackage({ fast: true });
  const wanted = asked.values.quick ? ['apt'] : (asked.values.manager ?? MANAGERS.map(({ name }) => name));
  const outcomes: Outcome[] = [];
  for (const manager of MANAGERS.filter(({ name }) => wanted.includes(name))) outcomes.push(...(await play(manager, product, asked)));
  return outcomes;
}

/** Hosts by turns, one for each processor, until the time is over; then the table. */
async function play(manager: Manager, product: string, asked: Asked): Promise<Outcome[]> {
  const opened = await manager.open(product);
  const results = new Map<HostRun, HostResult | Error>();
  const leftOut: string[] = [];
  const runs = runsOf(manager, asked);
  const queue = [...runs];
  const until = asked.until(MINUTES);
  const began = performance.now();
  const worker = async (): Promise<void> => {
    for (let run = queue.shift(); run; run = queue.shift()) {
      const name = `${run.variant.name} ${run.state.name} (database in /${run.database})`;
      if (performance.now() > until) {
        leftOut.push(name);
        continue;
      }
      const result = await runHost(opened, run, asked.holds).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
      results.set(run, result);
      for (const line of wrongOf(run, result, asked.values.verbose)) process.stderr.write(`${line}\n`);
      process.stderr.write(`${String(results.size)}/${String(runs.length)} ${name}\n`);
    }
  };
  await Promise.all(cpus().map(worker));
  await opened.close();
  if (leftOut.length > 0) process.stdout.write(`not run for want of time: ${leftOut.join(', ')}\n`);
  return printTable(manager.name, results, { seconds: (performance.now() - began) / 1000, verbose: asked.values.verbose });
}

function runsOf(manager: Manager, asked: Asked): HostRun[] {
  const { quick } = asked.values;
  return asked.variants().flatMap((variant) =>
    STATES.filter((state) => asked.isHost(state.name) && state.lacks?.(variant) === undefined && (!quick || QUICK.has(`${variant.name} ${state.name}`))).flatMap((state) =>
      (quick ? (['var'] as const) : manager.databases(state)).map((database) => ({ variant, state, database, spellings: !quick && manager.databases(state).length > 1 && database === 'var' })),
    ),
  );
}
