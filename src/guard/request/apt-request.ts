// This file tells what an apt run is about to do, from its command line and its configuration.

import { addSetting, isTrue, listOf, settingOf, type AptConfig } from './apt-config.ts';
import type { AptCommand } from './apt-command.ts';

/** apt runs its hooks in this order. */
export type AptLayer = 'early' | 'backstop' | 'archives';

/** Holds what a run's words and configuration tell by themselves, without asking apt for its plan. */
export type AptIntent = { changesNothing: boolean; otherRoot: boolean; remountsUsr: boolean };

/** Tells whether nothing more has to be known of the run. */
export function isSettled({ changesNothing, otherRoot }: AptIntent): boolean {
  return changesNothing || otherRoot;
}

/** Our own fragment in apt.conf.d calls this program. */
const OWN_HOOK = '/usr/libexec/apt-image-based/hook';

/**
 * `config` is what `apt-config dump` says under the run's own -o and -c; flags on the command line go above it.
 * `isHostRoot` tells of a path whether it leads to / after all; `scriptsOf` has the text of the scripts that a hook calls.
 */
export function aptIntent(
  command: AptCommand,
  config: AptConfig,
  layer: AptLayer,
  isHostRoot: (path: string) => boolean,
  scriptsOf: (hook: string) => string,
): AptIntent {
  const effective: AptConfig = new Map(config);
  for (const [key, value] of command.settings) if (!key.endsWith('::')) addSetting(effective, key, value);
  return {
    changesNothing: CHANGES_NOTHING.some((key) => isTrue(effective, key)),
    otherRoot: rootsOf(effective).some((path) => !isHostRoot(path)),
    remountsUsr: remountsUsr(listOf(effective, 'DPkg::Pre-Invoke'), layer, scriptsOf),
  };
}

/** When the backstop runs, the hooks before it in the list have run already; one given with -o comes after it. */
function remountsUsr(hooks: readonly string[], layer: AptLayer, scriptsOf: (hook: string) => string): boolean {
  const done = layer === 'early' ? -1 : hooks.findIndex((hook) => hook.includes(OWN_HOOK));
  return hooks.slice(done + 1).flatMap((hook) => [hook, scriptsOf(hook)]).some((text) => REMOUNT.every((word) => word.test(text)) && !remountsElsewhere(text));
}

/** Tells whether every command of a hook that remounts something names a place, and none of these is /usr or /. */
function remountsElsewhere(hook: string): boolean {
  const places = hook.split(/[;&|\n]/).filter((command) => command.includes('remount')).map((command) => command.match(PLACE) ?? []);
  return places.every((named) => named.length > 0 && !named.some((path) => /^\/(usr\/?)?$/.test(path)));
}

/** Matches a path that is not a program's. */
const PLACE = /(?<![^\s"'])\/(?!(usr\/)?s?bin\/)[^\s"')]*/g;

/** Debug::pkgDPkgPM prints dpkg's calls instead of making them; `unattended-upgrade --dry-run` sets it. */
const CHANGES_NOTHING = ['APT::Get::Simulate', 'APT::Get::Download-Only', 'APT::Get::Print-URIs', 'Debug::pkgDPkgPM'];

/** The Debian wiki's ReadonlyRoot page and hardening guides use this recipe. One expression for all words is slow on a long line. */
const REMOUNT = [/\bmount\b/, /remount\b/, /\brw\b|\s--read-write\b|mount\s+-w\b/];

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
