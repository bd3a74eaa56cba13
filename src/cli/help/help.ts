// This file answers `usr-overlay --help` and `usr-overlay COMMAND --help`.

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { Command, Option } from '../commands/command.ts';
import { GROUPS } from '../commands/index.ts';
import type { Context } from '../context.ts';
import { exampleLines, helpLines, type Entry, type Section } from './help-words.ts';
import { operandWord } from './usage-words.ts';

const EXAMPLES: readonly Entry[] = [
  { name: 'sudo usr-overlay', summary: 'put a writable overlay on /usr' },
  { name: 'sudo usr-overlay down', summary: 'remove it, and all changes in it' },
  { name: 'sudo usr-overlay run apt-get install -y strace', summary: 'for one command only' },
];

const HELP: Entry = { name: '-h, --help', summary: 'Show this' };

export function showOverview(context: Context): ExitCode {
  const width = widthOf(context);
  const paragraphs = [
    'usr-overlay [COMMAND] [OPTIONS]',
    'Make /usr of an image-based host writable until the next reboot, or undo that. Without a command it does what `up` does.',
  ];
  const commands = GROUPS.map((group): Section => ({ title: group.title, entries: group.commands }));
  const options: Section = { title: 'Options', entries: [{ ...HELP, summary: 'Show this; behind a command, its options' }, { name: '-V, --version', summary: 'Show the version' }] };
  const manuals = 'The manual pages: `man usr-overlay` and `man apt-image-based`. Without man: `usr-overlay help apt-image-based`';
  return show([...helpLines(paragraphs, [...commands, options], width), ...exampleLines(EXAMPLES, width), '', ...helpLines([manuals], [], width)], context);
}

export function showCommandHelp(command: Command, context: Context): ExitCode {
  const width = widthOf(context);
  const { operands, options } = command;
  const under = (group: string | undefined): Entry[] => options.filter((option) => option.group === group).map(optionEntry);
  const headings = [...new Set(options.flatMap(({ group }) => group ?? []))];
  const sections = [
    { title: 'Words', entries: operands.map((operand) => ({ name: operandWord(operand), summary: operand.summary })) },
    ...headings.map((title) => ({ title, entries: under(title) })),
    { title: 'Options', entries: [...under(undefined), HELP] },
  ];
  const examples = command.examples.map((each): Entry => ({ name: each.command, summary: each.summary }));
  return show([...helpLines([usageOf(command), `${command.summary}.`, ...(command.epilogue ? [command.epilogue] : [])], sections, width), ...exampleLines(examples, width)], context);
}

function usageOf({ name, operands, options, runs }: Command): string {
  const words = runs ? [...options.map((option) => `[--${option.name}]`), '[--]', 'COMMAND...'] : operands.map((operand) => (operand.required ? operandWord(operand) : `[${operandWord(operand)}]`));
  return ['usr-overlay', name, ...words, ...(options.length > 0 && !runs ? ['[OPTIONS]'] : [])].join(' ');
}

function optionEntry({ name, summary, value }: Option): Entry {
  if (!value) return { name: `--${name}`, summary };
  return { name: `--${name} ${[...value.words, ...(value.folders ? ['DIR'] : [])].join('|') || name.toUpperCase()}`, summary };
}

/** A help text that goes to a pipe is mostly read in `less`. */
function widthOf({ width }: Context): number {
  return width.answer === Infinity ? 80 : Math.min(width.answer, 100);
}

function show(lines: readonly string[], context: Context): ExitCode {
  for (const line of lines) context.answer(line);
  return EXIT.done;
}
