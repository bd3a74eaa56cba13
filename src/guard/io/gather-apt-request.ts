// This file learns what the apt run behind a hook is about to do. Only hosts with a read-only or overlaid /usr come here.

import { parseAptConfig, settingOf } from '../request/apt-config.ts';
import { parseAptCommand, type AptCommand } from '../request/apt-command.ts';
import { aptIntent, architectureArguments, planIsEmpty, simulationArguments, type AptLayer } from '../request/apt-request.ts';
import type { TransactionWanted } from '../request/transaction.ts';
import { PLAIN_REQUEST, type Request } from '../request/request.ts';
import { withOwnCache, gatherAptPlan } from './gather-apt-plan.ts';
import { ask } from '../../system/processes/run-program.ts';
import { planOfArchives } from './gather-dpkg-plan.ts';
import { isHostRoot } from './host-root.ts';
import { readInput } from './hook-input.ts';
import { parentOf, programOf, wordsOf, workingDirectoryOf } from '../../system/processes/process-table.ts';
import { wasTold } from './notice-once.ts';

/** `details`: the pid of apt's forked child that ran the hook (it has apt's command line), and APT_CONFIG, perhaps empty. */
export function gatherAptRequest(layer: AptLayer, details: readonly string[], wanted: TransactionWanted): Request {
  const [pid = '', aptConfig = ''] = details;
  const run = findRun(Number(pid), aptConfig);
  const command = parseAptCommand(run.words);
  const config = parseAptConfig(askConfig(run, command) ?? '');
  const intent = aptIntent(command, config, layer, isHostRoot);
  const request: Request = { ...PLAIN_REQUEST, layer, ...intent, command: APT.has(run.program ?? '') ? run.words : null };
  if (layer !== 'early') {
    const changesNothing = intent.changesNothing || isDryUpgrade(run.words);
    if (layer === 'archives') return { ...request, ...archivesIntent(changesNothing || wanted === null) };
    return { ...request, changesNothing, alreadyTold: APT.has(run.program ?? '') || (!changesNothing && wasTold(run.pid)) };
  }
  if (intent.changesNothing || intent.otherRoot) return request;
  const keepsNoCache = wanted !== null && settingOf(config, 'Dir::Cache::pkgcache') === '';
  return withOwnCache(keepsNoCache, (cacheArguments) => {
    const known = [...cacheArguments, ...architectureArguments(config)];
    const simulation = simulate(run, command, known);
    if (simulation === undefined) return request;
    if (planIsEmpty(simulation)) return { ...request, changesNothing: true };
    const question = { ...run, configArguments: [...command.configArguments, ...known] };
    const timeout = Math.floor(TIME - performance.now());
    return wanted === null ? request : { ...request, plan: gatherAptPlan(simulation, question, { ...wanted, timeout }) };
  });
}

/** apt's nightly upgrade was requested by nobody, so only the configuration counts. */
export function gatherTimerRequest(): Request {
  const config = parseAptConfig(ask('/usr/bin/apt-config', ['dump'], { timeout: CONFIG_TIMEOUT }) ?? '');
  const { remountsUsr } = aptIntent(parseAptCommand([]), config, 'early', isHostRoot);
  return { ...PLAIN_REQUEST, layer: 'timer', remountsUsr };
}

/** The notice, and what is refused on a read-only /usr, were the backstop's: only the plan is left to judge. A path a line; apt.conf(5). */
function archivesIntent(isSettled: boolean): Pick<Request, 'changesNothing' | 'alreadyTold' | 'plan'> {
  const plan = isSettled ? null : planOfArchives(readInput().split('\n').filter((path) => path.startsWith('/')));
  return { changesNothing: isSettled, alreadyTold: true, plan };
}

/** The programs in which APT::Install::Pre-Invoke runs before DPkg::Pre-Invoke does. */
const APT = new Set(['apt', 'apt-get']);

const CONFIG_TIMEOUT = 500;
/** Within the three seconds that the shim gives us; a plan that takes longer counts as a change. */
const PLAN_TIMEOUT = 2000;
/** For all questions, since this process was started. */
const TIME = 2600;

type AptRun = { pid: number; words: string[]; program: string | null; cwd: string; environment: Record<string, string> };

/** The hook's parent is a fork that went to /tmp; the user's directory is apt's own. */
function findRun(forked: number, aptConfig: string): AptRun {
  const apt = parentOf(forked) ?? forked;
  return {
    pid: apt,
    words: wordsOf(forked),
    program: programOf(forked),
    cwd: workingDirectoryOf(apt),
    // Switched off, so that the simulation does not ask us again.
    environment: { APT_IMAGE_BASED: 'off', ...(aptConfig === '' ? {} : { APT_CONFIG: aptConfig }) },
  };
}

function askConfig(run: AptRun, command: AptCommand): string | undefined {
  return ask('/usr/bin/apt-config', [...command.configArguments, 'dump'], { timeout: CONFIG_TIMEOUT, cwd: run.cwd, environment: run.environment });
}

/**
 * What this very run would do; undefined where apt does not tell. Idempotent `apt-get install -y curl` must go on working.
 * No other way tells for every verb: apt's JSON plan is empty for a reinstallation and absent for build-dep and satisfy (tried).
 */
function simulate(run: AptRun, command: AptCommand, known: readonly string[]): string | undefined {
  if (run.program === null || !APT.has(run.program)) return undefined;
  return ask(`/usr/bin/${run.program}`, [...known, ...simulationArguments(command, run.words)], { timeout: PLAN_TIMEOUT, cwd: run.cwd, environment: run.environment });
}

/** unattended-upgrade sets Debug::pkgDPkgPM inside its own process, where no configuration shows it. */
function isDryUpgrade(words: readonly string[]): boolean {
  return words.some((word) => /\/unattended-upgrades?$/.test(word)) && words.includes('--dry-run');
}
