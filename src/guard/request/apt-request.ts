// This file tells what an apt run is about to do, from its command line and its configuration.

import { addSetting, isTrue, listOf, settingOf, type AptConfig } from './apt-config.ts';
import type { AptCommand } from './apt-command.ts';
import { hooksToCome, remountsUsr, type AptLayer, type HookKnowledge } from './remount-hooks.ts';
import type { PlannedPackage } from './suite-change.ts';

/** Holds what a run's words and configuration tell by themselves, without asking apt for its plan. `declines`: it answers apt's question with no. */
export type AptIntent = { changesNothing: boolean; otherRoot: boolean; remountsUsr: boolean; hooks: readonly string[]; declines: boolean };

/**
 * Tells whether apt asks before it begins, which `--assume-no` answers: it asks in every case but one, in which just what was named is
 * installed (DoInstall() of apt-private/private-install.cc).
 */
export function asksFirst({ verb, names }: AptCommand, packages: readonly PlannedPackage[]): boolean {
  return !ASKS_NOT.has(verb ?? '') || packages.length !== names.length || packages.some(({ to }) => to === null);
}

const ASKS_NOT = new Set(['install', 'reinstall']);

/** Tells whether nothing more has to be known of the run. */
export function isSettled({ changesNothing, otherRoot }: Pick<AptIntent, 'changesNothing' | 'otherRoot'>): boolean {
  return changesNothing || otherRoot;
}

/**
 * `config` is what `apt-config dump` says under the run's own -o and -c; flags on the command line go above it.
 * `isHostRoot` tells of a path whether it leads to / after all. Without `knowledge`, the administrator's hooks are not looked at.
 */
export function aptIntent(
  command: AptCommand,
  config: AptConfig,
  layer: AptLayer,
  isHostRoot: (path: string) => boolean,
  knowledge: HookKnowledge | null,
): AptIntent {
  const effective: AptConfig = new Map(config);
  for (const [key, value] of command.settings) if (!key.endsWith('::')) addSetting(effective, key, value);
  const hooks = knowledge ? hooksToCome(effective, layer) : [];
  return {
    changesNothing: CHANGES_NOTHING.some((key) => isTrue(effective, key)),
    otherRoot: rootsOf(effective).some((path) => !isHostRoot(path)),
    remountsUsr: knowledge !== null && remountsUsr(hooks, knowledge),
    hooks,
    declines: isTrue(effective, 'APT::Get::Assume-No') && !isTrue(effective, 'APT::Get::Assume-Yes'),
  };
}

/** Debug::pkgDPkgPM prints dpkg's calls instead of making them; `unattended-upgrade --dry-run` sets it. */
const CHANGES_NOTHING = ['APT::Get::Simulate', 'APT::Get::Download-Only', 'APT::Get::Print-URIs', 'Debug::pkgDPkgPM'];

/** `Dir` alone is not in the list: apt then reads another configuration, but dpkg still installs into the host (tried). */
function rootsOf(config: AptConfig): string[] {
  const chroots = [settingOf(config, 'RootDir'), settingOf(config, 'DPkg::Chroot-Directory')];
  const dpkgRoots = listOf(config, 'DPkg::Options').map((option) => /^--(?:root|instdir)=(.*)/.exec(option)?.[1] ?? '');
  return [...chroots, ...dpkgRoots].filter((path) => path !== '');
}

const SIMULATE = ['-o', 'APT::Get::Simulate=true'];

/** apt logs each plan to /var/log/apt/eipp.log.xz, even a simulated one, which takes as long as everything else together. */
const NO_LOG = ['-o', 'Dir::Log::Planner='];

/** apt asks dpkg for the architectures twice at each start unless it is told them. `config` has them, and apt ignores repetitions. */
export function architectureArguments(config: AptConfig): string[] {
  return listOf(config, 'APT::Architectures').filter((name) => name !== '').flatMap((name) => ['-o', `APT::Architectures::=${name}`]);
}

/** The words that have apt show the plan of this very run and do nothing, whatever the run's own options say. `configFile` comes after these. */
export function simulationArguments(command: AptCommand, words: readonly string[], configFile: string): string[] {
  const before = words.slice(1, command.optionsEnd);
  const after = words.slice(command.optionsEnd);
  // Not -s, which apt 3.3's history verbs do not know. Once for whatever stops early, and once behind an explicit --no-simulate.
  return ['-qq', ...SIMULATE, ...before, ...SIMULATE, ...NO_LOG, '-o', 'APT::Update=false', '-c', configFile, ...after];
}

/** Tells whether the output of `apt-get -s` has no change: no line about a package to install, configure or remove. */
export function planIsEmpty(simulation: string): boolean {
  return !/^(Inst|Conf|Remv|Purg) /m.test(simulation);
}
