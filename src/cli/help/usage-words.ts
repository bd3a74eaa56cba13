// This file says what is wrong with a command line and what was probably meant, without "error:".

import { plain } from '../../output/control-characters.ts';
import { asRoot } from '../../output/shell-words.ts';
import type { Command, Operand } from '../commands/command.ts';
import { nearest } from './nearest.ts';

/** `words` are all words of the command line, of which the first should be a command. */
export function wrongCommand(words: readonly string[], commands: readonly string[]): string {
  const [word = ''] = words;
  if (MANAGERS.has(word)) return `${word} is no command of usr-overlay; to run it with a writable /usr: \`${asRoot(['run', ...words]) ?? `usr-overlay run ${word}`}\``;
  return withWay(`there is no command ${shown(word)}`, SYNONYMS[word] ?? nearest(word, commands), (name) => `usr-overlay ${name}`, '`usr-overlay --help` lists the commands');
}

/** A reader who puts one of these here wants `run`. */
const MANAGERS: ReadonlySet<string> = new Set(['apt', 'apt-get', 'aptitude', 'dpkg', 'dnf', 'dnf5', 'yum', 'rpm']);

/** Other tools call these by other names. */
const SYNONYMS: Readonly<Record<string, string>> = { unlock: 'up', on: 'up', start: 'up', mount: 'up', enable: 'up', lock: 'down', off: 'down', stop: 'down', umount: 'down', unmount: 'down', disable: 'down', exec: 'run', install: 'run', history: 'log', list: 'status', info: 'status' };

export function wrongPage(word: string, names: readonly string[]): string {
  return withWay(`there is no page ${shown(word)}`, nearest(word, names), (name) => `usr-overlay help ${name}`, '`usr-overlay --help` lists the commands');
}

export function tooManyWords(name: string, word: string): string {
  return withWay(`${name} does not take ${shown(word)}`, null, String, helpOf(name));
}

/** `line` is yargs' message about the words. */
export function wrongWords(line: string, { name, options, operands }: Command, words: readonly string[]): string {
  const [, unknown] = /^Unknown arguments?: ([^,]*)/.exec(line) ?? [];
  if (unknown === undefined) return withWay(plain(reworded(line, name, operands.map(operandWord))), null, String, helpOf(name));
  const typed = asTyped(unknown, words);
  if (typed === undefined) return tooManyWords(name, unknown);
  return withWay(`${name} has no option ${shown(typed)}`, nearest(typed.replace(/^-+/, ''), ['help', ...options.map((each) => each.name)]), (near) => `--${near}`, helpOf(name));
}

/** Returns the operand as help and messages spell it. */
export function operandWord({ name }: Operand): string {
  return name.toUpperCase();
}

/** Returns the hint for a mistake without a better one. */
export function helpOf(name: string): string {
  return `\`usr-overlay ${name} --help\` shows what it takes`;
}

function withWay(fact: string, near: string | null, spell: (near: string) => string, otherwise: string): string {
  return `${fact}; ${near === null ? otherwise : `did you mean \`${spell(near)}\`?`}`;
}

/** Rewords yargs' sentences about options. */
const SENTENCES: readonly [RegExp, string][] = [
  [/^Not enough arguments following: (\S+)$/, '--$1 needs a value'],
  [/^Arguments (\S+) and (\S+) are mutually exclusive$/, '--$1 cannot be combined with --$2'],
  [/^Invalid values:\s*Argument: (\S+), Given: (.*), Choices: (.*)$/s, '$1 is one of $3, and not $2'],
];

function reworded(line: string, name: string, operands: readonly string[]): string {
  if (line.startsWith('Not enough non-option arguments')) return `${name} needs ${operands.join(' ')}`;
  return SENTENCES.reduce((text, [pattern, sentence]) => text.replace(pattern, sentence), line);
}

/** yargs names an option without dashes; this returns it as typed, or undefined where it was none. */
function asTyped(name: string, words: readonly string[]): string | undefined {
  return words.filter((word) => word.startsWith('-')).map((word) => word.split('=')[0] ?? '').find((word) => word.replace(/^-+/, '') === name || (/^-[^-]/.test(word) && name.length === 1 && word.includes(name)));
}

function shown(word: string): string {
  return plain(JSON.stringify(word));
}
