// This file tells whether a hook of the administrator's makes /usr writable before dpkg runs: the old recipe of ordinary hosts.

import { listOf, type AptConfig } from './apt-config.ts';

/** apt runs its hooks in this order; other front ends mostly only the second. */
export type AptLayer = 'early' | 'archives';

/** Holds what of the hooks is not in apt's configuration: the text of the scripts that one calls, and the programs that the configuration names. */
export type HookKnowledge = { scriptsOf: (hook: string) => string; named: readonly string[] };

/** Our own fragment in apt.conf.d calls this program. */
const OWN_HOOK = '/usr/libexec/apt-image-based/hook';

/**
 * Returns the hooks that run after this layer's and before dpkg, without our own. apt runs all of DPkg::Pre-Invoke before the first of
 * DPkg::Pre-Install-Pkgs (pkgDPkgPM::Go in apt-pkg/deb/dpkgpm.cc), and each list in its order; one given with -o comes last.
 */
export function hooksToCome(config: AptConfig, layer: AptLayer): string[] {
  const [first, second] = ['DPkg::Pre-Invoke', 'DPkg::Pre-Install-Pkgs'].map((key) => listOf(config, key)) as [string[], string[]];
  const behind = (hooks: string[]): string[] => hooks.slice(hooks.findIndex(isOwn) + 1);
  const hooks = layer === 'early' ? [...first, ...second] : behind(second);
  return hooks.filter((hook) => hook !== '' && !isOwn(hook));
}

/** Tells whether one of the hooks remounts /usr, by its words, by the scripts that it calls, or because the configuration names it. */
export function remountsUsr(hooks: readonly string[], { scriptsOf, named }: HookKnowledge): boolean {
  return hooks.some((hook) => wordsOf(hook).some((word) => named.includes(word)) || [hook, scriptsOf(hook)].some(isRemount));
}

function isOwn(hook: string): boolean {
  return hook.includes(OWN_HOOK);
}

function wordsOf(hook: string): string[] {
  return hook.split(/[\s;&|()<>"'`]+/);
}

function isRemount(text: string): boolean {
  return REMOUNT.every((word) => word.test(text)) && !remountsElsewhere(text);
}

/** The Debian wiki's ReadonlyRoot page and hardening guides use this recipe. One expression for all words is slow on a long line. */
const REMOUNT = [/\bmount\b/, /remount\b/, /\brw\b|\s--read-write\b|mount\s+-w\b/];

/** Tells whether every command of a hook that remounts something names a place, and none of these is /usr or /. */
function remountsElsewhere(hook: string): boolean {
  const places = hook.split(/[;&|\n]/).filter((command) => command.includes('remount')).map((command) => command.match(PLACE) ?? []);
  return places.every((named) => named.length > 0 && !named.some((path) => /^\/(usr\/?)?$/.test(path)));
}

/** Matches a path that is not a program's. */
const PLACE = /(?<![^\s"'])\/(?!(usr\/)?s?bin\/)[^\s"')]*/g;
