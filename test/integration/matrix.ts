// Suites x states x actions with the real apt and dpkg, expected beside seen:
// `npm run test:matrix -- [--variant NAME]… [--state NAME]… [--quick] [--minutes N] [--verbose]`
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { buildPackage } from '../../scripts/package.ts';
import { ensureTinyRepository, preinstalled } from '../testbed/packages.ts';
import { startRepository } from '../testbed/repository.ts';
import { STATES } from '../testbed/states.ts';
import { VARIANTS } from '../testbed/variants.ts';
import { runHost, type HostResult, type HostRun } from './matrix/host-run.ts';
import { printTable, wrongOf } from './matrix/table.ts';

const { values } = parseArgs({
  options: {
    variant: { type: 'string', multiple: true },
    state: { type: 'string', multiple: true },
    /** A part that fits beside the other tests: each verdict, and each suite. */
    quick: { type: 'boolean', default: false },
    /** No new host is begun after so many minutes; those left out are named. */
    minutes: { type: 'string', default: '600' },
    verbose: { type: 'boolean', default: false },
  },
});
const wanted = (names: string[] | undefined, name: string): boolean => names === undefined || names.includes(name);

/** Every way to write an action is tried where the answer is yes, and where it is no. */
const SPELLED_OUT = new Set(['locked', 'unlock']);

const QUICK = new Set(['bookworm locked', 'trixie unlock', 'trixie writable', 'forky locked']);

const runs: HostRun[] = VARIANTS.filter((variant) => wanted(values.variant, variant.name)).flatMap((variant) =>
  STATES.filter((state) => wanted(values.state, state.name) && state.lacks?.(variant) === undefined)
    .filter((state) => !values.quick || QUICK.has(`${variant.name} ${state.name}`))
    .flatMap((state) =>
      databasesOf(state.name).map((database) => ({ variant, state, database, spellings: !values.quick && SPELLED_OUT.has(state.name) && database === 'var' })),
    ),
);

function databasesOf(state: string): readonly ('var' | 'usr')[] {
  return SPELLED_OUT.has(state) && !values.quick ? ['var', 'usr'] : ['var'];
}

// The package's time stamps would follow the last commit, and every commit would make every image anew.
process.env.SOURCE_DATE_EPOCH ??= '1700000000';

const repository = await startRepository(await ensureTinyRepository());
const install = [await buildPackage({ fast: true }), ...(await preinstalled())];
const results = new Map<HostRun, HostResult | Error>();
const queue = [...runs];
const leftOut: string[] = [];
const began = performance.now();
await Promise.all(
  cpus().map(async () => {
    for (let run = queue.shift(); run; run = queue.shift()) {
      if (performance.now() - began > Number(values.minutes) * 60_000) {
        leftOut.push(`${run.variant.name} ${run.state.name}`);
        continue;
      }
      const result = await runHost(run, repository, install).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
      results.set(run, result);
      for (const line of wrongOf(run, result, values.verbose)) process.stderr.write(`${line}\n`);
      process.stderr.write(`${String(results.size)}/${String(runs.length)} ${run.variant.name} ${run.state.name} (database in /${run.database})\n`);
    }
  }),
);
await repository.close();
if (leftOut.length > 0) process.stdout.write(`not run for want of time: ${leftOut.join(', ')}\n`);
const wrong = printTable(results, { seconds: (performance.now() - began) / 1000, verbose: values.verbose });
process.exitCode = wrong === 0 ? 0 : 1;
