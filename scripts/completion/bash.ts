// This file writes bash's completion: branches of two `case` statements, one for the option whose value is wanted, one for the command.
import type { Command, Option, Values } from '../../src/cli/commands/command.ts';
import { DEFAULT_COMMAND } from '../../src/cli/commands/index.ts';
import { fillIn } from './fill-in.ts';

export function bashCompletion(template: string, commands: readonly Command[]): string {
  const byDefault = commands.find(({ name }) => name === DEFAULT_COMMAND)?.options ?? [];
  const names = commands.map(({ name }) => name).join(' ');
  return fillIn(
    template,
    {
      VALUES: commands.flatMap(({ name, options }) => options.flatMap((option) => valueBranch(name, option))),
      COMMANDS: [`'') if [[ $word == -* ]]; then _usr_overlay_options '${switches(byDefault)} --version'; else _usr_overlay_words '${names}'; fi ;;`, ...commands.flatMap(commandBranch)],
    },
    { DEFAULT: DEFAULT_COMMAND },
  );
}

function valueBranch(command: string, { name, value }: Option): string[] {
  return value === undefined ? [] : [`'${command} --${name}') ${[...offers(value), 'return'].join('; ')} ;;`];
}

function commandBranch({ name, options, operands, runs }: Command): string[] {
  if (runs) return [`${name}) _usr_overlay_run '${switches(options)}' ;;`];
  const optionsOf = `_usr_overlay_options '${switches(options)}'`;
  if (operands.length === 0) return [`${name}) ${optionsOf} ;;`];
  const branches = operands.map(({ value }, index) => `    ${String(index)}) ${offers(value).join('; ') || ':'} ;;`);
  return [`${name})`, `  if [[ $word == -* ]]; then ${optionsOf}; else`, '    case $operands in', ...branches.map((branch) => `  ${branch}`), '    esac', '  fi', '  ;;'];
}

function offers({ folders, words }: Values): string[] {
  return [...(words.length > 0 ? [`_usr_overlay_words '${words.join(' ')}'`] : []), ...(folders ? ['_usr_overlay_folders'] : [])];
}

function switches(options: readonly Option[]): string {
  return [...options.map(({ name, repeatable }) => `--${name}${repeatable ? '*' : ''}`), '--help'].join(' ');
}
