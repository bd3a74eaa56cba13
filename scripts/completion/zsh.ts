// This file writes zsh's completion: specifications for _arguments; those of the default command also apply where no command is named.
import type { Command, Option, Values } from '../../src/cli/commands/command.ts';
import { DEFAULT_COMMAND } from '../../src/cli/commands/index.ts';
import { fillIn } from './fill-in.ts';

export function zshCompletion(template: string, commands: readonly Command[]): string {
  const byDefault = commands.find(({ name }) => name === DEFAULT_COMMAND)?.options ?? [];
  return fillIn(template, {
    COMMANDS: commands.map(({ name, summary }) => quoted(`${name}:${summary.replaceAll(':', '\\:')}`)),
    DEFAULT: [HELP, "'(- : *)--version[Show the version]'", ...byDefault.map((option) => specification(option, '1 *'))].map((line) => `${line} \\`),
    ARGUMENTS: commands.flatMap(commandBranch),
  });
}

const HELP = "'(- : *)'{-h,--help}'[Show help]'";

function commandBranch({ name, options, operands, runs }: Command): string[] {
  const rest = runs
    ? ["'(-)1:command:_command_names -e'", "'*:: :_usr_overlay_run'"]
    : operands.map((operand, index) => quoted(`${String(index + 1)}:${operand.name}:${action(operand.value)}`));
  const lines = [HELP, ...options.map((option) => specification(option, '')), ...rest];
  return [`${name})`, '  _arguments -S \\', ...lines.map((line, index) => `    ${line}${index === lines.length - 1 ? '' : ' \\'}`), '  ;;'];
}

/** `excludes` lists what cannot follow any more. */
function specification({ name, summary, value, repeatable }: Option, excludes: string): string {
  const head = `${excludes === '' ? '' : `(${excludes})`}${repeatable ? '*' : ''}--${name}`;
  return quoted(`${head}${value ? '=' : ''}[${summary.replaceAll(/[[\]\\]/g, '\\$&')}]${value ? `:${name}:${action(value)}` : ''}`);
}

function action({ folders, words }: Values): string {
  if (!folders) return words.length > 0 ? `(${words.join(' ')})` : '';
  return words.length > 0 ? ` _usr_overlay_folder_or ${words.join(' ')}` : '_files -/';
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
