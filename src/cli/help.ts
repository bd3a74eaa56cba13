// `usr-overlay --help`, and `usr-overlay COMMAND --help`.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { exampleLines, helpLines, type Entry, type Section } from './help-words.ts';
import { tellCommands, type ToldCommand, type ToldOption } from './commands/command.ts';
import type { Context } from './context.ts';
import { GROUPS } from './commands/index.ts';

const EXAMPLES: readonly Entry[] = [
  { name: 'sudo usr-overlay', summary: 'put a writable overlay on /usr' },
  { name: 'sudo usr-overlay down', summary: 'take it off again' },
  { name: 'sudo usr-overlay run apt-get install -y strace', summary: 'both for one command' },
];

const HELP: Entry = { name: '-h, --help', summary: 'Show this' };

export function showOverview(context: Context): ExitCode {
  const width = widthOf(context);
  const paragraphs = [
    'usr-overlay [COMMAND] [OPTIONS]',
    'Makes /usr of an image-based host writable until the next reboot, and takes that back. Without a command it does what `up` does.',
  ];
  const commands = GROUPS.map(({ title, commands: adds }): Section => ({ title, entries: adds.flatMap((add) => tellCommands((parser) => add(parser, () => undefined, context))) }));
  const options: Section = { title: 'Options', entries: [{ ...HELP, summary: 'Show this; behind a command, its options' }, { name: '--version', summary: 'Show the version' }] };
  const manuals = '`man usr-overlay` and `man apt-image-based` tell the rest; `usr-overlay help apt-image-based` works without man.';
  return show([...helpLines(paragraphs, [...commands, options], width), ...exampleLines(EXAMPLES, width), '', ...helpLines([manuals], [], width)], context);
}

export function showCommandHelp(command: ToldCommand, context: Context): ExitCode {
  const width = widthOf(context);
  const groups = [...new Set(command.options.map(({ group }) => group))];
  const optionsOf = (group: string | null): Section => ({ title: group ?? 'Options', entries: [...command.options.filter((option) => option.group === group).map(optionEntry), ...(group === null ? [HELP] : [])] });
  const sections = [
    { title: 'Words', entries: command.operands },
    ...groups.filter((group) => group !== null).map(optionsOf),
    optionsOf(null),
  ];
  const usage = `usr-overlay ${command.usage}${command.options.length > 0 && !command.usage.includes('[--') ? ' [OPTIONS]' : ''}`;
  const examples = command.examples.map(({ command: name, summary }): Entry => ({ name, summary }));
  return show([...helpLines([usage, `${command.summary}.`, ...command.more], sections, width), ...exampleLines(examples, width)], context);
}

function optionEntry({ name, summary, value }: ToldOption): Entry {
  return { name: `--${name}${value === null ? '' : ` ${value}`}`, summary };
}

/** A help text that goes to a pipe is read in `less`. */
function widthOf({ width }: Context): number {
  return width.answer === Infinity ? 80 : Math.min(width.answer, 100);
}

function show(lines: readonly string[], context: Context): ExitCode {
  for (const line of lines) context.answer(line);
  return EXIT.done;
}
