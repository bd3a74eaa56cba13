// What a dnf run is about to do, from what its plugin passes on (dnf 4) or from its command line (dnf 5).

import type { Dnf5Command } from './dnf-command.ts';
import type { Layer, Request } from './request.ts';

export type DnfIntent = Pick<Request, 'changesNothing' | 'otherRoot' | 'transientOn'>;

/** `asked`: what dnf-plugin/apt_image_based.py passes. `isHostRoot` tells of a path whether it leads to / after all. */
export function dnf4Intent(asked: ReadonlyMap<string, string>, isHostRoot: (path: string) => boolean): DnfIntent {
  const installroot = asked.get('installroot') ?? '/';
  return {
    changesNothing:
      asked.get('packages') === '0' ||
      asked.get('downloadonly') === 'True' ||
      // On an ostree host dnf 4 refuses these in its own words.
      asked.get('assumeno') === 'True' ||
      isTestOnly(asked.get('tsflags')),
    otherRoot: !isHostRoot(installroot),
    // It asks for /run/ostree-booted, whatever manages the host: dnf/util.py, is_bootc_host().
    transientOn: asked.get('persistence') === 'transient' ? ['ostree', 'bootc'] : [],
  };
}

/**
 * `assumeno` and `persistence` as dnf's configuration has them. Another root needs no answer: `enabled=host-only` in the .actions
 * file sees to that.
 */
export function dnf5Intent(command: Dnf5Command, layer: Layer, asked: { assumeno: boolean; persistence: string | null }): DnfIntent {
  const aside = command.flags.has('downloadonly') || command.flags.has('store') || command.flags.has('assumeno') || asked.assumeno;
  // dnf refuses a mere test on a read-only /usr too, so that only the notice is for real changes alone.
  const test = layer === 'dnf5-goal' && isTestOnly(command.settings.get('tsflags'));
  const transient = command.flags.has('transient') || (command.settings.get('persistence') ?? asked.persistence) === 'transient';
  return {
    changesNothing: aside || test || !changesPackages(command),
    otherRoot: false,
    // It asks bootc, and nobody else: libdnf5/utils/bootc.cpp.
    transientOn: transient ? ['bootc'] : [],
  };
}

function isTestOnly(tsflags: string | undefined): boolean {
  return tsflags?.split(/[\s,]/).includes('test') === true;
}

/**
 * The commands that change packages, with the aliases that dnf 5 brings. Those of an administrator (/etc/dnf/dnf5-aliases.d) are
 * left to dnf's own refusal, which follows whenever ours does not; so is `mark`, which changes no package.
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
 * The words that the user typed, without the Python that runs dnf 4; null where they can't be typed again. With --transient dnf
 * asks for bootc or ostree even where /usr is writable by then.
 */
export function dnfWords(words: readonly string[]): string[] | null {
  const start = words.findIndex((word) => /^(\/usr\/bin\/|\/bin\/)?(dnf|dnf-3|dnf4|dnf5|yum)$/.test(word));
  const typed = words.slice(start).map((word, index) => (index === 0 ? word.replace(/.*\//, '') : word));
  return start < 0 || start > 2 || typed.some((word) => /^--transient$|persistence=/.test(word)) ? null : typed;
}

/** The last `persistence` in the [main] section of dnf's configuration, or null. */
export function persistenceIn(configuration: string): string | null {
  let section = '';
  let persistence: string | null = null;
  for (const line of configuration.split('\n')) {
    section = /^\s*\[([^\]]*)\]/.exec(line)?.[1] ?? section;
    if (section === 'main') persistence = /^persistence[ \t]*=[ \t]*(\S+)/.exec(line)?.[1] ?? persistence;
  }
  return persistence;
}
