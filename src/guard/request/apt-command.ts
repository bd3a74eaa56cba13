// This file reads an apt command line as apt does (apt-pkg/contrib/cmndline.cc), as far as the guard needs it.

import { parseAptBoolean } from './apt-config.ts';
import { nameAndValue } from '../../text/name-value.ts';

/** Holds what the guard needs of an apt command line. */
export type AptCommand = {
  verb: string | null;
  /** Holds the words after the verb that are no options: mostly packages. */
  names: string[];
  /** Holds what -o and the flags set, in order; the last one wins. */
  settings: [key: string, value: string][];
  /** Holds -o and -c with their values, in order, so that `apt-config` can be asked the same question. */
  configArguments: string[];
  /** Counts the words before `--`, including the program; all of them where there is none. */
  optionsEnd: number;
};

type Flag = { key: string } | 'value' | 'config' | 'item' | 'level';

const SIMULATE: Flag = { key: 'APT::Get::Simulate' };

const LONG: ReadonlyMap<string, Flag> = new Map<string, Flag>([
  ...flags(SIMULATE, ['simulate', 'just-print', 'recon', 'dry-run', 'no-act']),
  ['download-only', { key: 'APT::Get::Download-Only' }],
  ['print-uris', { key: 'APT::Get::Print-URIs' }],
  ['reinstall', { key: 'APT::Get::ReInstall' }],
  ['assume-no', { key: 'APT::Get::Assume-No' }],
  ...flags({ key: 'APT::Get::Assume-Yes' }, ['assume-yes', 'yes']),
  ['option', 'item'],
  ['config-file', 'config'],
  ...flags('level', ['quiet', 'silent']),
  ...flags('value', ['target-release', 'default-release', 'snapshot', 'host-architecture', 'build-profiles']),
  ...flags('value', ['with-source', 'solver', 'planner', 'comment', 'error-on']),
]);

const SHORT: ReadonlyMap<string, Flag> = new Map<string, Flag>([
  ['s', SIMULATE],
  ['d', { key: 'APT::Get::Download-Only' }],
  ['y', { key: 'APT::Get::Assume-Yes' }],
  ['o', 'item'],
  ['c', 'config'],
  ['q', 'level'],
  ...flags('value', ['t', 'S', 'a', 'P', 'e']),
]);

function flags(flag: Flag, names: readonly string[]): [string, Flag][] {
  return names.map((name) => [name, flag]);
}

/** Parses the words of /proc/PID/cmdline, the program's name first. Options that the guard does not know count as flags. */
export function parseAptCommand(words: readonly string[]): AptCommand {
  const command: AptCommand = { verb: null, names: [], settings: [], configArguments: [], optionsEnd: words.length };
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') {
      command.optionsEnd = at;
      for (const plain of words.slice(at + 1)) addPlain(command, plain);
      break;
    }
    if (word.startsWith('--')) at += readLong(command, word, words[at + 1]);
    else if (word.startsWith('-')) at += readShort(command, word, words[at + 1]);
    else addPlain(command, word);
  }
  return command;
}

function addPlain(command: AptCommand, word: string): void {
  if (command.verb === null) command.verb = word;
  else command.names.push(word);
}

/** Returns how many further words were taken as a value: 0 or 1. */
function readLong(command: AptCommand, word: string, next: string | undefined): number {
  const { name, value } = nameAndValue(word.slice(2));
  const flag = LONG.get(name.toLowerCase());
  if (flag !== undefined) return apply(command, flag, value, next);
  // apt takes the word before the first dash as the value, as in `--no-simulate` and `--yes-simulate`.
  const [sense, ...rest] = name.split('-');
  const negated = LONG.get(rest.join('-').toLowerCase()) ?? SHORT.get(rest.join('-'));
  return typeof negated === 'object' ? apply(command, negated, value ?? sense, undefined) : 0;
}

function readShort(command: AptCommand, word: string, next: string | undefined): number {
  for (let at = 1; at < word.length; at++) {
    const flag = SHORT.get(word[at] ?? '');
    if (flag === undefined) continue;
    const attached = at + 1 < word.length ? word.slice(at + 1).replace(/^=/, '') : undefined;
    if (typeof flag !== 'object' && flag !== 'level') return apply(command, flag, attached, next);
    // `-s=yes` and `-sno` end the word; in `-sy` the next letter is another flag.
    const takesRest = attached !== undefined && (word[at + 1] === '=' || parseAptBoolean(attached) !== null);
    if (takesRest) return apply(command, flag, attached, undefined);
    const taken = apply(command, flag, undefined, at + 1 === word.length ? next : undefined);
    if (taken > 0) return taken;
  }
  return 0;
}

function apply(command: AptCommand, flag: Flag, value: string | undefined, next: string | undefined): number {
  // apt never takes a word that begins with a dash as a value.
  const following = next !== undefined && !next.startsWith('-') ? next : undefined;
  if (flag === 'level') return value === undefined && /^\d+$/.test(following ?? '') ? 1 : 0;
  if (typeof flag === 'object') {
    const sense = parseAptBoolean(value ?? following ?? '');
    command.settings.push([flag.key, sense === false ? 'false' : 'true']);
    return value === undefined && sense !== null ? 1 : 0;
  }
  const argument = value ?? following ?? '';
  if (flag === 'config') command.configArguments.push('-c', argument);
  const setting = nameAndValue(argument);
  if (flag === 'item' && setting.value !== undefined) {
    command.configArguments.push('-o', argument);
    command.settings.push([setting.name, setting.value]);
  }
  return value === undefined && following !== undefined ? 1 : 0;
}
