// This file takes verb and package names from a command line for a log. It leaves out what may be an option's value, such as a password.

/** Holds what may be logged of a command line. */
export type RequestedPackages = { verb: string | null; packages: string[] };

/** `words` are the command line of apt, dpkg or dnf, the program's name first. Whatever is not surely a verb or a package is left out. */
export function requestedPackages(words: readonly string[]): RequestedPackages {
  const isDpkg = /(^|\/)dpkg$/.test(words[0] ?? '');
  const plain: string[] = isDpkg ? words.flatMap(dpkgVerb).slice(0, 1) : [];
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') {
      plain.push(...words.slice(at + 1));
      break;
    }
    if (!word.startsWith('-')) plain.push(word);
    // The word after an unknown option may be its value.
    else if (!FLAGS.has(word) && !word.includes('=') && !(isDpkg && dpkgVerb(word).length > 0)) at += 1;
  }
  const [verb = '', ...rest] = plain;
  if (!VERBS.has(verb)) return { verb: null, packages: [] };
  return { verb, packages: rest.slice(WITH_SUBCOMMAND.has(verb) ? 1 : 0).flatMap(packageName) };
}

/** These options of apt, dpkg and dnf take no value. */
const FLAGS = new Set([
  '-y', '--yes', '--assume-yes', '--assumeyes', '-q', '-qq', '--quiet', '-f', '--fix-broken', '-V', '--reinstall', '--purge', '--auto-remove',
  '--autoremove', '--no-install-recommends', '--install-recommends', '--allow-downgrades', '--only-upgrade', '-b', '--best', '--nobest',
  '--no-best', '--refresh', '--allowerasing', '--skip-broken', '-a', '--pending', '--force-all',
]);

const VERBS = new Set([
  ...['install', 'reinstall', 'remove', 'purge', 'upgrade', 'full-upgrade', 'dist-upgrade', 'dselect-upgrade', 'autoremove', 'auto-remove'],
  ...['autopurge', 'build-dep', 'satisfy', 'history-undo', 'history-redo', 'history-rollback'],
  ...['unpack', 'configure', 'triggers-only'],
  ...['in', 'rei', 'up', 'update', 'upgrade-minimal', 'downgrade', 'dg', 'distro-sync', 'dsync', 'rm', 'swap', 'do', 'builddep'],
  ...['debuginfo-install', 'automatic', 'localinstall', 'group', 'grp', 'environment', 'history'],
]);

const WITH_SUBCOMMAND = new Set(['group', 'grp', 'environment', 'history']);

const DPKG_SHORT: ReadonlyMap<string, string> = new Map([['-i', 'install'], ['-r', 'remove'], ['-P', 'purge']]);

function dpkgVerb(word: string): string[] {
  const verb = DPKG_SHORT.get(word) ?? /^--(install|unpack|configure|remove|purge|triggers-only)$/.exec(word)?.[1];
  return verb === undefined ? [] : [verb];
}

/** Drops version and suite, and the folder of a local file. An address is left out, because it may hold a password or a token. */
function packageName(word: string): string[] {
  if (word.includes('://')) return [];
  const file = /(?:^|\/)([\w.+~-]+\.(?:deb|rpm))$/.exec(word)?.[1];
  const name = file ?? /^(@?\w[\w.+~*-]*(?::[a-z0-9-]+)?)(?:[=/][\w.+:~-]+)?$/.exec(word)?.[1];
  return name === undefined ? [] : [name];
}

/** Tells whether nothing but a repair is asked for: `dpkg --configure -a`, `apt-get -f install`, `apt --fix-broken install`. */
export function isRepair([program = '', ...words]: readonly string[]): boolean {
  if (/(^|\/)dpkg$/.test(program)) return words.includes('--configure');
  if (!/(^|\/)apt(-get)?$/.test(program)) return false;
  const named = words.filter((word) => !word.startsWith('-'));
  return named.length === 1 && named[0] === 'install' && words.some((word) => word === '--fix-broken' || /^-[a-z]*f[a-z]*$/.test(word));
}
