// What the apt run behind a hook is about to do. Only hosts with a read-only or overlaid /usr come here.

import { isTrue, parseAptConfig, type AptConfig } from '../request/apt-config.ts';
import { parseAptCommand, type AptCommand } from '../request/apt-command.ts';
import { aptIntent, asksFirst, isSettled, planIsEmpty } from '../request/apt-request.ts';
import { incomingOf, parseAptPlan } from '../request/apt-plan.ts';
import type { AptRecord } from '../request/apt-record.ts';
import type { AptLayer, HookKnowledge } from '../request/remount-hooks.ts';
import { parsePreInstall } from '../request/pre-install.ts';
import type { TransactionWanted } from '../request/transaction.ts';
import { PLAIN_REQUEST, type Request } from '../request/request.ts';
import { askConfig, findRun, isApt, simulate, type AptRun } from './apt-run.ts';
import { gatherAptPlan } from './gather-apt-plan.ts';
import { transactionOf } from './gather-dpkg-plan.ts';
import { ownProgramsOf, scriptsOf } from './hook-scripts.ts';
import { isHostRoot } from '../../system/files/read.ts';
import { readInput } from './hook-input.ts';
import { wasTold } from './notice-once.ts';
import { recordedPlan } from './recorded-plan.ts';
import { nothingPending } from './nothing-pending.ts';

/**
 * `details`: the pid of the hook's parent, and APT_CONFIG, perhaps empty. `remountHooks` are the programs that the configuration names; null
 * where no hook counts, which are not looked at then.
 */
export function gatherAptRequest(layer: AptLayer, details: readonly string[], wanted: TransactionWanted, remountHooks: readonly string[] | null): Request {
  const [parent = '', aptConfig = ''] = details;
  // The early hook is run by a fork of apt's, which waits in /tmp.
  const run = findRun(Number(parent), aptConfig);
  const command = parseAptCommand(run.words);
  const knowledge = remountHooks && { scriptsOf, named: remountHooks };
  if (layer === 'archives') return exactRequest(run, command, wanted, knowledge);
  const record = recordedPlan(run.pid);
  const config = record?.config ?? parseAptConfig(askConfig(run, command) ?? '');
  const { hooks, declines, ...intent } = aptIntent(command, config, layer, isHostRoot, knowledge);
  const request: Request = { ...PLAIN_REQUEST, layer, ...intent, ownHooks: [...new Set(hooks.flatMap(ownProgramsOf))], command: run.typed };
  if (isSettled(intent)) return request;
  const planned = planOf(run, command, { config, record, declines }, wanted);
  return { ...request, ...planned, alreadyTold: !isApt(run) && planned.changesNothing !== true && wasTold(run.pid) };
}

/** What apt has told, and whether it answers its own question with no. */
type Told = { config: AptConfig; record: AptRecord | null; declines: boolean };
type Planned = Partial<Pick<Request, 'plan' | 'changesNothing'>>;

/** Idempotent `apt-get install -y curl` must go on working, on a read-only /usr too. */
function planOf(run: AptRun, command: AptCommand, { config, record, declines }: Told, wanted: TransactionWanted): Planned {
  // What is installed again at the same version is not in it, and build-dep, satisfy and dselect-upgrade tell none.
  const told = record !== null && !reinstalls(command, config) ? record : null;
  if (told?.packages.length === 0 && nothingPending()) return { changesNothing: true };
  if (wanted === null && !declines && record !== null && record.packages.length > 0) return {};
  const plan = told && told.packages.length > 0 ? told : askPlan(run, command, config);
  // Of another front end than apt, what is not known here is left to the hook that is told the plan.
  if (plan === undefined) return isApt(run) ? {} : { changesNothing: true };
  if (plan === null || (declines && asksFirst(command, plan.packages))) return { changesNothing: true };
  return wanted === null ? {} : { plan: gatherAptPlan(plan, run, config, wanted) };
}

/** Null where apt would change nothing, undefined where it does not tell. */
function askPlan(run: AptRun, command: AptCommand, config: AptConfig): Pick<AptRecord, 'packages' | 'incoming'> | null | undefined {
  const simulation = simulate(run, command, config);
  if (simulation === undefined) return undefined;
  return planIsEmpty(simulation) ? null : { packages: parseAptPlan(simulation), incoming: incomingOf(simulation) };
}

function reinstalls(command: AptCommand, config: AptConfig): boolean {
  const set = command.settings.findLast(([key]) => key.toLowerCase() === 'apt::get::reinstall')?.[1];
  return command.verb === 'reinstall' || (set === undefined ? isTrue(config, 'APT::Get::ReInstall') : set === 'true');
}

/**
 * Just before dpkg is called; apt has had its notice early, and most hooks that may make /usr writable have run. aptitude comes here with
 * nothing to do, too.
 */
function exactRequest(run: AptRun, command: AptCommand, wanted: TransactionWanted, knowledge: HookKnowledge | null): Request {
  const told = parsePreInstall(readInput());
  const { changesNothing, otherRoot, remountsUsr } = aptIntent(command, told?.config ?? new Map(), 'archives', isHostRoot, knowledge);
  const intent = { changesNothing, otherRoot, remountsUsr };
  const request: Request = { ...PLAIN_REQUEST, layer: 'archives', ...intent, alreadyTold: true, command: run.typed };
  if (isDryUpgrade(run.words) || told?.packages.length === 0) return { ...request, changesNothing: true };
  if (isSettled(intent)) return request;
  return { ...request, alreadyTold: isApt(run) || wasTold(run.pid), plan: wanted === null || told === null ? null : transactionOf(told, told.config, wanted) };
}

/** Before apt's nightly upgrade: nobody asked for it, so that only what the configuration says counts. */
export function gatherTimerRequest(remountHooks: readonly string[] | null): Request {
  const command = parseAptCommand([]);
  const config = parseAptConfig(askConfig(findRun(process.pid, ''), command) ?? '');
  const { remountsUsr } = aptIntent(command, config, 'early', isHostRoot, remountHooks && { scriptsOf, named: remountHooks });
  return { ...PLAIN_REQUEST, layer: 'timer', remountsUsr };
}

/** It sets Debug::pkgDPkgPM in its own process, where no configuration shows it. */
function isDryUpgrade(words: readonly string[]): boolean {
  return words.some((word) => /\/unattended-upgrades?$/.test(word)) && words.includes('--dry-run');
}
