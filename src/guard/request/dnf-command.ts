// This file reads a dnf 5 command line as dnf does (libdnf5-cli/argument_parser.cpp), as far as the guard needs it.

import { nameAndValue } from '../../text/name-value.ts';

/** Holds what the guard needs of a dnf 5 command line. */
export type Dnf5Command = {
  /** Holds the command's words as typed, at most two, as in ['group', 'install']. */
  command: readonly string[];
  /** Holds the options without a value, in their long form without dashes. */
  flags: ReadonlySet<string>;
  /** Holds the last value of each --setopt. */
  settings: ReadonlyMap<string, string>;
  /** Holds the file that --config names, or null. */
  configFile: string | null;
};

/** These options take a value in the same word or the next, as do dnf's own aliases for them. */
const WITH_VALUE = new Set([
  'config', 'color', 'repofrompath', 'setopt', 'setvar', 'exclude', 'comment', 'installroot', 'forcearch', 'dump-repo-config',
  'enable-repo', 'disable-repo', 'repo', 'enablerepo', 'disablerepo', 'repoid',
  'enable-plugin', 'disable-plugin', 'enableplugin', 'disableplugin',
  'releasever', 'releasever-major', 'releasever-minor',
  'from-repo', 'installed-from-repo', 'from-vendor', 'store', 'destdir', 'action', 'type', 'define', 'with', 'without',
  'advisories', 'advisory', 'advisory-severities', 'bzs', 'bz', 'cves', 'cve',
]);

const SHORT_WITH_VALUE: ReadonlyMap<string, string> = new Map([['c', 'config'], ['x', 'exclude'], ['D', 'define']]);

/** Parses the words of /proc/PID/cmdline, the program's name first. Options that the guard does not know count as flags. */
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
    // With --store, dnf only writes the plan to a file.
    if (option.name === 'store') flags.add('store');
  }
  return { command: plain.slice(0, 2), flags, settings, configFile };
}

/** Reads a long option, a short one, or several short ones of which only the last may take a value. */
function readOption(word: string): { name: string | null; value: string | undefined } {
  if (word.startsWith('--')) return nameAndValue(word.slice(2));
  const [, letter = '', value] = /^-[^cxD]*([cxD])=?(.+)?/s.exec(word) ?? [];
  return { name: SHORT_WITH_VALUE.get(letter) ?? null, value };
}
