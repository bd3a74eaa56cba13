// From the words of the command line to the job that they ask for. Nothing is done yet.

import type { Argv } from 'yargs';
import { wrongCommand, wrongWords } from './usage-words.ts';
import { listener, tellCommands, type Job, type ToldCommand } from './commands/command.ts';

export type Parsed = { kind: 'job'; job: Job } | { kind: 'help'; command: ToldCommand } | { kind: 'wrong'; line: string };

/** The first word is the command. */
export async function parseWords(words: readonly string[], add: (parser: Argv, choose: (job: Job) => void) => void): Promise<Parsed> {
  const [name = ''] = words;
  const commands = tellCommands((parser) => add(parser, () => undefined));
  const command = commands.find((each) => each.name === name);
  if (!command) return { kind: 'wrong', line: wrongCommand(name, commands.map((each) => each.name)) };
  if (asksForHelp(words)) return { kind: 'help', command };
  const parser = await newParser();
  let job: Job | undefined;
  add(onlyCommand(name, parser), (chosen) => {
    job = chosen;
  });
  // One fault brings others with it in yargs' eyes: the first is what is wrong.
  let wrong: string | undefined;
  parser.fail((message, error) => {
    wrong ??= message || error.message;
  });
  await parser.parse(words.slice(1));
  const spelled = { name, options: ['help', ...command.options.map((each) => each.name)], operands: command.operands.map((each) => each.name) };
  return wrong === undefined && job ? { kind: 'job', job } : { kind: 'wrong', line: wrongWords((wrong ?? '').trim(), spelled, words) };
}

/** What stands behind a `--` is for another program. */
function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return words.slice(0, end < 0 ? words.length : end).some((word) => word === '--help' || word === '-h');
}

/** The command as yargs' default one: of any other it puts the whole help text together, which takes it longer than all the rest. */
function onlyCommand(name: string, parser: Argv): Argv {
  return listener({
    command: (usage: string, summary: string, build: (command: Argv) => Argv, handler: () => void) => {
      if (usage.split(' ')[0] === name) parser.command(`$0${usage.slice(name.length)}`, summary, build, handler);
    },
  });
}

/** Loaded where it is used: it is a third of what a hook's `record` would take. */
async function newParser(): Promise<Argv> {
  const { default: yargs } = await import('yargs');
  return yargs()
    .scriptName('usr-overlay')
    .help(false)
    .version(false)
    .detectLocale(false)
    .exitProcess(false)
    .strict()
    .demandCommand(1)
    .parserConfiguration({ 'boolean-negation': false });
}
