// This file writes fish's completion: one `complete` per word that can stand somewhere, with the condition under which it can.
import type { Command, Option, Values } from '../../src/cli/commands/command.ts';
import { DEFAULT_COMMAND } from '../../src/cli/commands/index.ts';
import { fillIn } from './fill-in.ts';

export function fishCompletion(template: string, commands: readonly Command[]): string {
  const names = commands.map(({ name, summary }) => complete('__usr_overlay_first', `-a ${name} -d ${quoted(summary)}`));
  const version = complete('__usr_overlay_first', `-l version -d 'Show the version'`);
  return fillIn(template, { COMPLETIONS: [...names, version, ...commands.flatMap(ofCommand)] }, { DEFAULT: DEFAULT_COMMAND });
}

function ofCommand({ name, options, operands, runs }: Command): string[] {
  // What follows `run` belongs to the command that is run.
  const condition = runs ? `__usr_overlay_at ${name} 0` : `__usr_overlay_in ${name}`;
  return [
    ...options.map((option) => complete(condition, switchOf(option))),
    complete(condition, `-s h -l help -d 'Show help'`),
    ...operands.map(({ value }, index) => complete(`__usr_overlay_at ${name} ${String(index)}`, `-a ${argumentsOf(value)}`)),
    ...(runs ? [complete(`__usr_overlay_in ${name}`, `-a '(__usr_overlay_run)'`)] : []),
  ];
}

function switchOf({ name, summary, value }: Option): string {
  return `-l ${name}${value ? ` -x -a ${argumentsOf(value)}` : ''} -d ${quoted(summary)}`;
}

function argumentsOf({ folders, words }: Values): string {
  return quoted([...words, ...(folders ? ['(__fish_complete_directories)'] : [])].join(' '));
}

function complete(condition: string, rest: string): string {
  return `complete -c $program -n ${quoted(condition)} ${rest}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
}
