// Suites x states x actions with the real apt and dpkg, expected beside seen:
// `node test/integration/matrix.ts [--variant NAME]… [--state NAME]… [--action NAME]… [--verbose]`
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { buildPackage } from '../../scripts/package.ts';
import { ensureTinyRepository, preinstalled } from '../testbed/packages.ts';
import { startRepository } from '../testbed/repository.ts';
import { STATES } from '../testbed/states.ts';
import { VARIANTS } from '../testbed/variants.ts';
import { runHost, type HostResult, type HostRun } from './matrix/host-run.ts';
import { printTable } from './matrix/table.ts';

const { values } = parseArgs({
  options: { variant: { type: 'string', multiple: true }, state: { type: 'string', multiple: true }, verbose: { type: 'boolean' } },
});
const wanted = (names: string[] | undefined, name: string): boolean => names === undefined || names.includes(name);

/** Every way to write an action is tried where the answer is yes, and where it is no. */
const SPELLED_OUT = new Set(['locked', 'unlock']);

const runs: HostRun[] = VARIANTS.filter((variant) => wanted(values.variant, variant.name)).flatMap((variant) =>
  STATES.filter((state) => wanted(values.state, state.name) && state.lacks?.(variant) === undefined).flatMap((state) =>
    (state.name === 'locked' || state.name === 'unlock' ? (['var', 'usr'] as const) : (['var'] as const)).map((database) => ({
      variant, state, database, spellings: SPELLED_OUT.has(state.name) && database === 'var',
    })),
  ),
);

// The package's time stamps would follow the last commit, and every commit would make every image anew.
process.env.SOURCE_DATE_EPOCH ??= '1700000000';

const repository = await startRepository(await ensureTinyRepository());
const install = [await buildPackage({ fast: true }), ...(await preinstalled())];
const results = new Map<HostRun, HostResult | Error>();
const queue = [...runs];
const began = performance.now();
await Promise.all(
  cpus().map(async () => {
    for (let run = queue.shift(); run; run = queue.shift()) {
      const result = await runHost(run, repository, install).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
      results.set(run, result);
      process.stderr.write(`${String(results.size)}/${String(runs.length)} ${run.variant.name} ${run.state.name} (database in /${run.database})\n`);
    }
  }),
);
await repository.close();
const wrong = printTable(results, { seconds: (performance.now() - began) / 1000, verbose: values.verbose === true });
process.exitCode = wrong === 0 ? 0 : 1;
