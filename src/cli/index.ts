// The command line of usr-overlay. Each command's work is in the file of its name, loaded when it is asked for.

import yargs from 'yargs';
import { EXIT } from '../core/exit-codes.ts';
import { openOutput } from '../system/output.ts';
import type { Context } from './context.ts';
import { addCommands } from './description.ts';
import { showPage } from './page.ts';
import { parseRun } from './run-options.ts';

/** A parsed command, ready to be run. */
export type Job = () => Promise<number> | number;

/** Parses the words after the program's name and runs the command. Usage errors are one line and exit 64. */
export async function runCommand(words: readonly string[], invokedFrom: string): Promise<number> {
  const context: Context = { ...openOutput(), words, invokedFrom };
  let job: Job | undefined;
  const choose = (chosen: Job): void => {
    job = chosen;
  };
  if (words[0] === 'help' && words[1] !== undefined) return showPage(words[1], context);
  const toRun = parseRun(words);
  if (typeof toRun === 'string') return usageError(toRun, context);
  if (toRun !== null) return (await import('./run.ts')).run(toRun, context);
  const parser = describe(choose, context);
  let shown = '';
  let wrong: string | undefined;
  await parser.parse(toParse(words), {}, (error: Error | undefined | null, _argv: unknown, output: string) => {
    if (error) wrong = error.message;
    else shown = output;
  });
  if (wrong !== undefined) return usageError(wrong.trim().replace(/\s*\n\s*/g, ' '), context);
  if (shown !== '') context.answer(shown);
  return job ? job() : EXIT.done;
}

function usageError(line: string, context: Context): number {
  context.message(`error: ${line}; \`usr-overlay --help\` shows what there is`);
  return EXIT.usage;
}

/** No command means `up`, and `help` alone the overview. */
function toParse(words: readonly string[]): string[] {
  if (words[0] === 'help') return ['--help'];
  const overview = ['--help', '--version', '-h'].includes(words[0] ?? '');
  return words[0] === undefined || (words[0].startsWith('-') && !overview) ? ['up', ...words] : [...words];
}

function describe(choose: (job: Job) => void, context: Context) {
  const parser = yargs()
    .scriptName('usr-overlay')
    .usage('usr-overlay [COMMAND] [OPTIONS]\n\nMakes /usr of an image-based host writable until the next reboot, and takes that back.\nWithout a command it does what `up` does.')
    .version(__VERSION__)
    .help()
    .alias('help', 'h')
    .detectLocale(false)
    .exitProcess(false)
    .strict()
    .demandCommand(1)
    .recommendCommands()
    .wrap(80)
    .parserConfiguration({ 'boolean-negation': false })
    .example('sudo usr-overlay', 'put a writable overlay on /usr')
    .example('sudo usr-overlay down', 'take it off again')
    .example('sudo usr-overlay run apt-get install -y strace', 'the same for one command alone')
    .epilogue('`man usr-overlay` and `man apt-image-based` tell the rest; `usr-overlay help apt-image-based` works without man.');
  addCommands(parser, choose, context);
  return parser;
}
