// Tries the test repository and the table of actions without the guard: `node test/testbed/repository-selftest.ts [MODE…] [VARIANT…]`
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Action } from './action.ts';
import { readOutcomes, readTrouble, writeActions, type Outcome } from './action-runs.ts';
import { actionsOf } from './actions.ts';
import { ensureTinyRepository, preinstalled } from './packages.ts';
import { startRepository, type Repository } from './repository.ts';
import { runInState, type Setup } from './state-host.ts';
import { STATES } from './states.ts';
import { VARIANTS, type Variant } from './variants.ts';

type Mode = {
  name: string;
  state: string;
  database?: Setup['database'];
  prelude?: string;
  /** A guard stands in the way of everything: the layers and the exit codes of a refusal show. */
  refuses?: true;
  covers: (action: Action) => boolean;
};

// Knows no exception, so it is only asked about what is to be refused.
const STAND_IN = `
cat >/etc/apt/apt.conf.d/zz-stand-in <<'END'
APT::Install::Pre-Invoke:: "test x$APT_IMAGE_BASED = xoff || exit 10";
DPkg::Pre-Invoke:: "test x$APT_IMAGE_BASED = xoff || exit 10";
END
echo 'pre-invoke=test x$APT_IMAGE_BASED = xoff || exit 10' >/etc/dpkg/dpkg.cfg.d/stand-in
`;

const isAllowed = (action: Action): boolean => action.family === 'always-allowed';

const MODES: readonly Mode[] = [
  { name: 'writable', state: 'writable', covers: () => true },
  { name: 'unlock', state: 'unlock', covers: () => true },
  { name: 'refusing', state: 'writable', prelude: STAND_IN, refuses: true, covers: (action) => !isAllowed(action) },
  { name: 'locked', state: 'locked', covers: isAllowed },
  { name: 'locked-database', state: 'locked', database: 'usr', covers: isAllowed },
  { name: 'container-read-only', state: 'container-read-only', covers: isAllowed },
];

// Inodes tell a reinstallation from nothing.
const PROBE = `dpkg-query -W -f '\${Package} \${Version} \${db:Status-Abbrev}\\n'; ls -i /usr/bin/tiny-* /etc/tiny-*`;

async function tryTable(mode: Mode, variant: Variant, repository: Repository): Promise<number> {
  const state = STATES.find(({ name }) => name === mode.state);
  if (!state || state.lacks?.(variant)) return 0;
  const actions = actionsOf(variant.suite).filter(mode.covers);
  const id = `${variant.name}-${mode.name}`;
  const folder = mkdtempSync(join(tmpdir(), 'repository-selftest-'));
  try {
    const job = writeActions(folder, actions, repository.sources(id), PROBE);
    const install = await preinstalled();
    const result = await runInState(state, variant, { ...job, install, database: mode.database ?? 'var', prelude: mode.prelude ?? '', timeout: 600_000 });
    const outcomes = readOutcomes(folder, actions);
    const wrong = actions.filter((action, index) => !isRight(id, mode, action, outcomes[index] ?? null, repository)).length;
    const trouble = `${result.stderr}${readTrouble(folder)}`;
    console.log(`${trouble}${id}: ${String(actions.length)} actions, ${String(wrong)} wrong`);
    return wrong + (trouble === '' ? 0 : 1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function isRight(id: string, mode: Mode, action: Action, outcome: Outcome | null, repository: Repository): boolean {
  if (outcome === null) {
    console.log(`${id}  NOT RUN  ${action.name}`);
    return false;
  }
  const rc = mode.refuses ? action.refusedRc : action.rc;
  const failsByItself = mode.database === 'usr' && action.writesDatabase === true;
  const fetches = action.fetches && !(mode.refuses && action.layer === 'early');
  const bytes = repository.bytesFetched(id, outcome);
  const changed = outcome.before !== outcome.after;
  const right = (failsByItself ? outcome.rc !== 0 : outcome.rc === rc) && bytes > 0 === fetches && changed === (!mode.refuses && !isAllowed(action));
  const expected = failsByItself ? 'not 0' : String(rc);
  console.log([id, right ? 'ok   ' : 'WRONG', `rc ${expected}/${String(outcome.rc)}`, `${String(bytes)} bytes`, changed ? 'changed' : '       ', `${String(outcome.to - outcome.from)} ms`, action.name].join('  '));
  if (!right) console.log(`${outcome.stdout}${outcome.stderr}`.replace(/^/gm, '      | '));
  return right;
}

const asked = process.argv.slice(2);
const named = <T extends { name: string }>(all: readonly T[]): readonly T[] => (all.some(({ name }) => asked.includes(name)) ? all.filter(({ name }) => asked.includes(name)) : all);
const repository = await startRepository(await ensureTinyRepository());
let wrong = 0;
for (const variant of named(VARIANTS)) for (const mode of named(MODES)) wrong += await tryTable(mode, variant, repository);
await repository.close();
process.exitCode = wrong === 0 ? 0 : 1;
