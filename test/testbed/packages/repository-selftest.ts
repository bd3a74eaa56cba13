// Tries the test repository and the table of actions without the guard: `node test/testbed/packages/repository-selftest.ts [STATE…] [VARIANT…]`
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Action } from '../actions/action.ts';
import { readOutcomes, readTrouble, writeActions, type Outcome } from '../actions/action-runs.ts';
import { actionsOf } from '../actions/actions.ts';
import { ensureTinyRepository, preinstalled } from './packages.ts';
import { startRepository, type Repository } from './repository.ts';
import { runInState, type Setup } from '../hosts/state-host.ts';
import { findState, STATES, type State } from '../hosts/states.ts';
import { VARIANTS, type Variant } from '../hosts/variants.ts';

type Mode = {
  name: string;
  state: State;
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
  // Without a guard a host is only asked for what it can do.
  ...STATES.map((state) => ({ name: state.name, state, covers: state.writable ? () => true : isAllowed })),
  { name: 'refusing', state: findState('writable'), prelude: STAND_IN, refuses: true, covers: (action) => !isAllowed(action) },
  { name: 'locked-database', state: findState('locked'), database: 'usr', covers: isAllowed },
];
const USUAL = ['writable', 'unlock', 'locked', 'container-read-only', 'refusing', 'locked-database'];

// Inodes tell a reinstallation from nothing.
const PROBE = `dpkg-query -W -f '\${Package} \${Version} \${db:Status-Abbrev}\\n'; ls -i /usr/bin/tiny-* /etc/tiny-*`;

async function tryTable(mode: Mode, variant: Variant, repository: Repository): Promise<number> {
  if (mode.state.lacks?.(variant)) return 0;
  const actions = actionsOf(variant.suite).filter(mode.covers);
  const id = `${variant.name}-${mode.name}`;
  const folder = mkdtempSync(join(tmpdir(), 'repository-selftest-'));
  try {
    const job = writeActions(folder, actions, repository.sources(id), PROBE);
    const install = await preinstalled();
    const host = { install, database: mode.database ?? 'var', prelude: mode.prelude ?? '', timeout: 600_000 };
    const result = await runInState(mode.state, variant, { ...job, ...host });
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
  const returned = failsByItself ? outcome.rc !== 0 : outcome.rc === rc;
  const right = returned && bytes > 0 === fetches && changed === (!mode.refuses && !isAllowed(action));
  const columns = [
    id, right ? 'ok   ' : 'WRONG', `rc ${failsByItself ? 'not 0' : String(rc)}/${String(outcome.rc)}`,
    `${String(bytes)} bytes`, changed ? 'changed' : '       ', `${String(outcome.to - outcome.from)} ms`, action.name,
  ];
  console.log(columns.join('  '));
  if (!right) console.log(`${outcome.stdout}${outcome.stderr}`.replace(/^/gm, '      | '));
  return right;
}

const asked = process.argv.slice(2);
const modes = MODES.filter(({ name }) => asked.includes(name));
const variants = VARIANTS.filter(({ name }) => asked.includes(name));
const usual = MODES.filter(({ name }) => USUAL.includes(name));
const repository = await startRepository(await ensureTinyRepository());
let wrong = 0;
for (const variant of variants.length > 0 ? variants : VARIANTS) {
  for (const mode of modes.length > 0 ? modes : usual) wrong += await tryTable(mode, variant, repository);
}
await repository.close();
process.exitCode = wrong === 0 ? 0 : 1;
