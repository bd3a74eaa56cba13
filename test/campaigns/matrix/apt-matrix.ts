// Suites x states x actions with the real apt and dpkg, expected beside seen:
// `npm run test:matrix -- [--variant NAME]… [--state NAME]… [--action TEXT]… [--quick] [--minutes N] [--verbose]`
import { buildPackage } from '../../../scripts/package.ts';
import { ensureTinyRepository, preinstalled } from '../../testbed/packages/packages.ts';
import { startRepository } from '../../testbed/packages/repository.ts';
import { parseCampaign, playCampaign } from './campaign.ts';
import { runHost, type HostRun } from './host-run.ts';

/** Every way to write an action is tried where the answer is yes, and where it is no. */
const SPELLED_OUT = new Set(['locked', 'unlock']);

const QUICK = new Set(['bookworm locked', 'trixie unlock', 'trixie writable', 'forky locked']);

const asked = parseCampaign();
const runs: HostRun[] = asked.hosts
  .filter(({ variant, state }) => !asked.quick || QUICK.has(`${variant.name} ${state.name}`))
  .flatMap(({ variant, state }) =>
    databasesOf(state.name).map((database) => ({ variant, state, database, spellings: !asked.quick && SPELLED_OUT.has(state.name) && database === 'var' })),
  );

function databasesOf(state: string): readonly ('var' | 'usr')[] {
  return SPELLED_OUT.has(state) && !asked.quick ? ['var', 'usr'] : ['var'];
}

// The package's time stamps would follow the last commit, and every commit would make every image anew.
process.env.SOURCE_DATE_EPOCH ??= '1700000000';

const repository = await startRepository(await ensureTinyRepository());
const install = [await buildPackage({ fast: true }), ...(await preinstalled())];
const wrong = await playCampaign(runs, (run) => runHost(run, repository, install, asked.isAsked), asked);
await repository.close();
process.exitCode = wrong === 0 ? 0 : 1;
