// This file tells what a dnf run is about to do, from what its plugin passes (dnf 4) or from its command line (dnf 5).

import type { Dnf5Command } from './dnf-command.ts';
import type { Layer, Request } from './request.ts';

/** Holds what a run's words and configuration tell by themselves. */
export type DnfIntent = Pick<Request, 'changesNothing' | 'otherRoot' | 'transientOn' | 'offline'>;

/** `asked` is what dnf-plugin/apt_image_based.py passes. `isHostRoot` tells whether a path leads to / after all. */
export function dnf4Intent(asked: ReadonlyMap<string, string>, isHostRoot: (path: string) => boolean): DnfIntent {
  const installroot = asked.get('installroot') ?? '/';
  return {
    changesNothing:
      asked.get('packages') === '0' ||
      asked.get('downloadonly') === 'True' ||
      // On an ostree host dnf 4 itself refuses such a run.
      asked.get('assumeno') === 'True' ||
      isTestOnly(asked.get('tsflags')),
    otherRoot: !isHostRoot(installroot),
    // dnf 4 looks for /run/ostree-booted, whatever manages the host: dnf/util.py, is_bootc_host().
    transientOn: asked.get('persistence') === 'transient' ? ['ostree', 'bootc'] : [],
    offline: false,
  };
}

/** `assumeno`, `persistence` and `otherRoot` come from dnf's configuration. */
export function dnf5Intent(command: Dnf5Command, layer: Layer, asked: { assumeno: boolean; persistence: string | null; otherRoot: boolean }): DnfIntent {
  const aside = command.flags.has('downloadonly') || command.flags.has('store') || command.flags.has('assumeno') || asked.assumeno;
  // dnf refuses even a test on a read-only /usr, so a test counts as harmless only for the notice.
  const test = layer === 'dnf5-goal' && isTestOnly(command.settings.get('tsflags'));
  const transient = command.flags.has('transient') || (command.settings.get('persistence') ?? asked.persistence) === 'transient';
  return {
    changesNothing: aside || test || !changesPackages(command),
    otherRoot: asked.otherRoot,
    // dnf 5 asks bootc, and nobody else: libdnf5/utils/bootc.cpp.
    transientOn: transient ? ['bootc'] : [],
    offline: command.flags.has('offline') || isOffline(command),
  };
}

/** These only download, and leave the transaction to a reboot. */
function isOffline({ command: [first = '', second = ''] }: Dnf5Command): boolean {
  return ['system-upgrade', 'offline-upgrade', 'offline-distrosync'].includes(first) && second === 'download';
}

function isTestOnly(tsflags: string | undefined): boolean {
  return tsflags?.split(/[\s,]/).includes('test') === true;
}

/**
 * Lists the commands that change packages, with dnf 5's own aliases. An administrator's aliases (/etc/dnf/dnf5-aliases.d) are left to
 * dnf's own refusal, which follows whenever ours does not come; so is `mark`, which changes no package.
 */
const CHANGES = new Set([
  'install', 'in', 'reinstall', 'rei', 'upgrade', 'up', 'update', 'upgrade-minimal', 'downgrade', 'dg', 'distro-sync', 'dsync',
  'remove', 'rm', 'autoremove', 'swap', 'do', 'replay', 'builddep', 'build-dep', 'debuginfo-install', 'automatic',
]);

const CHANGES_OF_GROUP: ReadonlyMap<string, readonly string[]> = new Map([
  ['group', ['install', 'remove', 'upgrade']],
  ['grp', ['install', 'remove', 'upgrade']],
  ['environment', ['install', 'remove', 'upgrade']],
  ['history', ['undo', 'redo', 'rollback']],
  ['system-upgrade', ['download', 'reboot']],
  ['offline-upgrade', ['download', 'reboot']],
  ['offline-distrosync', ['download', 'reboot']],
  ['offline', ['reboot']],
]);

function changesPackages({ command: [first = '', second = ''] }: Dnf5Command): boolean {
  return CHANGES.has(first) || CHANGES_OF_GROUP.get(first)?.includes(second) === true;
}

/**
 * Returns the words that the user typed, without the Python that runs dnf 4; null where they cannot be typed again: with --transient,
 * dnf asks for bootc or ostree even where /usr is already writable.
 */
export function dnfWords(words: readonly string[]): string[] | null {
  const start = words.findIndex((word) => /^(\/usr\/bin\/|\/bin\/)?(dnf|dnf-3|dnf4|dnf5|yum)$/.test(word));
  const typed = words.slice(start).map((word, index) => (index === 0 ? word.replace(/.*\//, '') : word));
  return start < 0 || start > 2 || typed.some((word) => /^--transient$|persistence=/.test(word)) ? null : typed;
}

/** Returns the last `persistence` in the [main] section of dnf's configuration, or null. */
export function persistenceIn(configuration: string): string | null {
  let section = '';
  let persistence: string | null = null;
  for (const line of configuration.split('\n')) {
    section = /^\s*\[([^\]]*)\]/.exec(line)?.[1] ?? section;
    if (section === 'main') persistence = /^persistence[ \t]*=[ \t]*(\S+)/.exec(line)?.[1] ?? persistence;
  }
  return persistence;
}
