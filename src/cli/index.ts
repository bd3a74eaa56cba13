// This file is the command line of usr-overlay. The file of each command is loaded only when that command is called.

import { EXIT } from '../exit-codes.ts';
import { openOutput } from '../output/io/output.ts';
import { parseRun } from './commands/change.ts';
import { COMMANDS, DEFAULT_COMMAND } from './commands/index.ts';
import { parseRecord } from './commands/other.ts';
import type { Context } from './context.ts';
import { showCommandHelp, showOverview } from './help/help.ts';
import { isPage, PAGE_NAMES } from './help/page-names.ts';
import { parseWords } from './help/parse-words.ts';
import { helpOf, tooManyWords, wrongPage } from './help/usage-words.ts';

/** Runs what the words after the program's name ask for, and returns the exit code. A usage error prints one line and gives 64. */
export async function runCommand(words: readonly string[], invokedFrom: string): Promise<number> {
  const context: Context = { ...openOutput(), words, invokedFrom };
  return asksForJson(words) ? (await import('./json-error.ts')).withJsonError(context, runWords) : runWords(context);
}

/** The words of a command that `run` starts are none of ours. */
function asksForJson([name, ...rest]: readonly string[]): boolean {
  return rest.includes('--json') && COMMANDS.some((command) => command.name === name && command.options.some((option) => option.name === 'json'));
}

async function runWords(context: Context): Promise<number> {
  const { words } = context;
  const [first, ...rest] = words;
  if (first === '--version' || first === '-V') {
    context.answer(`usr-overlay ${__VERSION__}`);
    return EXIT.done;
  }
  if (first === '--help' || first === '-h') return showOverview(context);
  if (first === 'help') return help(rest, context);
  const toRecord = parseRecord(words);
  if (toRecord !== null) return (await import('./record.ts')).record(toRecord, context);
  const toRun = parseRun(words);
  if (typeof toRun === 'string') return usageError(`${toRun}; ${helpOf('run')}`, context);
  if (toRun !== null) return (await import('./run.ts')).run(toRun, context);
  return parseAndRun(first === undefined || first.startsWith('-') ? [DEFAULT_COMMAND, ...words] : words, context);
}

async function help([name, extra]: readonly string[], context: Context): Promise<number> {
  if (name === undefined) return showOverview(context);
  if (name === '--help' || name === '-h') return parseAndRun(['help', '--help'], context);
  if (extra !== undefined) return usageError(tooManyWords('help', extra), context);
  if (isPage(name)) return (await import('./help/page.ts')).showPage(name, context);
  const commands = COMMANDS.map((each) => each.name);
  return commands.includes(name) ? parseAndRun([name, '--help'], context) : usageError(wrongPage(name, [...PAGE_NAMES, ...commands]), context);
}

async function parseAndRun(words: readonly string[], context: Context): Promise<number> {
  const parsed = await parseWords(words);
  switch (parsed.kind) {
    case 'job':
      return parsed.job(context);
    case 'help':
      return showCommandHelp(parsed.command, context);
    case 'wrong':
      return usageError(parsed.line, context);
  }
}

function usageError(line: string, context: Context): number {
  context.message(`error: ${line}`);
  return EXIT.usage;
}
