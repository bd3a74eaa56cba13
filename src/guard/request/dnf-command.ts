// A dnf 5 command line, read the way that dnf reads it (libdnf5-cli/argument_parser.cpp), as far as the guard must know.

import { nameAndValue } from '../../text/name-value.ts';

export type Dnf5Command = {
  /** The command's words as they were typed, as in ['group', 'install']; a command has two at most. */
  command: readonly string[];
  /** Options without a value, long and without dashes. */
  flags: ReadonlySet<string>;
  /** The last value of each --setopt. */
  settings: ReadonlyMap<string, string>;
  /** What --config names. */
  configFile: string | null;
};

/** Options that take a value, in the same word or the next; that of dnf's own compatibility aliases too. */
const WITH_VALUE = new Set([
  'config', 'color', 'repofrompath', 'setopt', 'setvar', 'exclude', 'comment', 'installroot', 'forcearch', 'dump-repo-config',
  'enable-repo', 'disable-repo', 'repo', 'enablerepo', 'disablerepo', 'repoid',
  'enable-plugin', 'disable-plugin', 'enableplugin', 'disableplugin',
  'releasever', 'releasever-major', 'releasever-minor',
  'from-repo', 'installed-from-repo', 'from-vendor', 'store', 'destdir', 'action', 'type', 'define', 'with', 'without',
  'advisories', 'advisory', 'advisory-severities', 'bzs', 'bz', 'cves', 'cve',
]);

const SHORT_WITH_VALUE: ReadonlyMap<string, string> = new Map([['c', 'config'], ['x', 'exclude'], ['D', 'define']]);

/** Reads the words of /proc/PID/cmdline, the program's name first. Options that the guard need not know are taken as flags. */
export function parseDnf5Command(words: readonly string[]): Dnf5Command {
  const plain: string[] = [];
  const flags = new Set<string>();
  const settings = new Map<string, string>();
  let configFile: string | null = null;
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') {
      plain.push(...words.slice(at + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      plain.push(word);
      continue;
    }
    const option = readOption(word);
    if (option.name === null) continue;
    if (!WITH_VALUE.has(option.name)) {
      flags.add(option.name);
      continue;
    }
    const value = option.value ?? words[(at += 1)] ?? '';
    if (option.name === 'setopt') {
      const setting = nameAndValue(value);
      settings.set(setting.name, setting.value ?? '');
    }
    if (option.name === 'config') configFile = value;
    // With --store nothing is done but to write the plan down.
    if (option.name === 'store') flags.add('store');
  }
  return { command: plain.slice(0, 2), flags, settings, configFile };
}

/** Long, short, or several short ones of which only the last may take a value. */
function readOption(word: string): { name: string | null; value: string | undefined } {
  if (word.startsWith('--')) return nameAndValue(word.slice(2));
  const [, letter = '', value] = /^-[^cxD]*([cxD])=?(.+)?/s.exec(word) ?? [];
  return { name: SHORT_WITH_VALUE.get(letter) ?? null, value };
}
