// This file turns the words of the command line into a job, and runs nothing yet.

import type { Argv, Options } from 'yargs';
import type { AnyGiven, Command, Option, Values } from '../commands/command.ts';
import { COMMANDS } from '../commands/index.ts';
import type { Context } from '../context.ts';
import { operandWord, wrongCommand, wrongWords } from './usage-words.ts';

export type Parsed = { kind: 'job'; job: (context: Context) => Promise<number> } | { kind: 'help'; command: Command } | { kind: 'wrong'; line: string };

/** The first word must be the command. */
export async function parseWords(words: readonly string[]): Promise<Parsed> {
  const [name = ''] = words;
  const command = COMMANDS.find((each) => each.name === name);
  if (!command) return { kind: 'wrong', line: wrongCommand(words, COMMANDS.map((each) => each.name)) };
  if (asksForHelp(words)) return { kind: 'help', command };
  const parser = await parserOf(command);
  // yargs reports consequences of the first mistake as well, so only the first one counts.
  let wrong: string | undefined;
  parser.fail((message, error) => {
    wrong ??= message || error.message;
  });
  const given = givenOf(command, await parser.parse(words.slice(1)));
  wrong ??= emptyValue(command, given) ?? command.mistake?.(given) ?? undefined;
  const { load } = command;
  return wrong === undefined && load ? { kind: 'job', job: (context) => load(given, context) } : { kind: 'wrong', line: wrongWords((wrong ?? '').trim(), command, words) };
}

/** An empty word is mostly a variable that is not set, and would be taken for the current folder. */
function emptyValue({ options, operands }: Command, given: AnyGiven): string | null {
  const isEmpty = ({ name }: { name: string }): boolean => [given[camelCase(name)]].flat().includes('');
  const option = options.find(isEmpty);
  if (option !== undefined) return `--${option.name} needs a value, and got an empty one`;
  const operand = operands.find(isEmpty);
  return operand === undefined ? null : `${operandWord(operand)} is empty`;
}

/** Words after `--` belong to another program. */
function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return words.slice(0, end < 0 ? words.length : end).some((word) => word === '--help' || word === '-h');
}

/** The command is yargs' default one: for any other, yargs builds the whole help text, which takes longer than everything else. */
async function parserOf({ summary, operands, options, conflicts = [] }: Command): Promise<Argv> {
  // yargs is loaded only here, because that would be a third of the time of a hook's `record`.
  const { default: yargs } = await import('yargs');
  const parser = yargs()
    .scriptName('usr-overlay')
    .help(false)
    .version(false)
    .detectLocale(false)
    .exitProcess(false)
    .strict()
    .demandCommand(1)
    .parserConfiguration({ 'boolean-negation': false });
  return parser.command(['$0', ...operands.map(({ name, required }) => (required ? `<${name}>` : `[${name}]`))].join(' '), summary, (command) => {
    for (const { name, value, required = false } of operands) command.positional(name, { ...typeOf(value), demandOption: required });
    for (const option of options) command.option(option.name, settings(option));
    for (const [one, other] of conflicts) command.conflicts(one, other);
    return command;
  });
}

function settings({ value, repeatable }: Option): Options {
  if (!value) return { type: 'boolean' };
  return { ...typeOf(value), requiresArg: true, ...(repeatable ? { array: true, nargs: 1 } : { coerce: lastOf }) };
}

function typeOf({ words, folders }: Values): { choices: readonly string[] } | { type: 'string' } {
  return words.length > 0 && !folders ? { choices: words } : { type: 'string' };
}

/** yargs passes both values of an option that was given twice. */
function lastOf(given: unknown): unknown {
  return Array.isArray(given) ? given.at(-1) : given;
}

function givenOf({ options, operands }: Command, parsed: Record<string, unknown>): AnyGiven {
  return Object.fromEntries([...options, ...operands].map((each) => [camelCase(each.name), parsed[each.name] ?? notGiven(each)])) as AnyGiven;
}

function notGiven({ value, repeatable }: { value?: Values; repeatable?: true }): false | null | string[] {
  if (!value) return false;
  return repeatable ? [] : null;
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
