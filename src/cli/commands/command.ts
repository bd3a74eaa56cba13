// The command line as data: what the description tells yargs, told to a listener instead. Help and the words about a wrong
// command line are made of it.

import type { Argv } from 'yargs';
import type { Completes } from './values.ts';

export type ToldOption = { name: string; summary: string; group: string | null; value: string | null };

export type ToldCommand = {
  name: string;
  /** With its words and without "usr-overlay". */
  usage: string;
  summary: string;
  /** A sentence or two more. */
  more: string[];
  options: ToldOption[];
  operands: { name: string; summary: string }[];
  examples: { command: string; summary: string }[];
};

export function tellCommands(add: (parser: Argv) => void): ToldCommand[] {
  const commands: ToldCommand[] = [];
  add(listener({ command: (usage: string, summary: string, build: (command: Argv) => unknown) => commands.push(tellCommand(usage, summary, build)) }));
  return commands;
}

/** What yargs is told of an option or an operand, as far as it is for a reader. */
type Told = { type?: string; describe: string; group?: string; choices?: readonly string[]; completes?: Completes };

function tellCommand(usage: string, summary: string, build: (command: Argv) => unknown): ToldCommand {
  const command: ToldCommand = { name: usage.split(' ')[0] ?? '', usage: usage.replace(/<([a-z]+)>|(?<=\[)([a-z]+)(?=\])/g, (_, one?: string, other?: string) => (one ?? other ?? '').toUpperCase()), summary, more: [], options: [], operands: [], examples: [] };
  build(
    listener({
      option: (name: string, told: Told) => command.options.push({ name, summary: told.describe, group: told.group ?? null, value: told.type === 'boolean' ? null : valueOf(name, told) }),
      positional: (name: string, told: Told) => command.operands.push({ name: name.toUpperCase(), summary: told.choices ? `${told.describe}: ${told.choices.join(', ')}` : told.describe }),
      example: (example: string, words: string) => command.examples.push({ command: example, summary: words }),
      epilogue: (words: string) => command.more.push(words),
    }),
  );
  return command;
}

function valueOf(name: string, { choices, completes }: Told): string {
  return [...(choices ?? completes?.words ?? []), ...(completes?.folders === true ? ['DIR'] : [])].join('|') || name.toUpperCase();
}

/** Stands in for yargs: calls what is listened for, lets the rest pass, and always returns itself. */
export function listener(heard: Record<string, (...told: never[]) => unknown>): Argv {
  const proxy: Argv = new Proxy({} as Argv, {
    get: (_, method) => (...told: never[]) => {
      heard[String(method)]?.(...told);
      return proxy;
    },
  });
  return proxy;
}

/** A parsed command, ready to be run. */
export type Job = () => Promise<number> | number;
