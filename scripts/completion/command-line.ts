// The command line as the shells' completions need it: names, values, and where a command of the host begins. src/cli/commands/command.ts
// has it for readers.
import type { Argv } from 'yargs';
import type { Context } from '../../src/cli/context.ts';
import { listener } from '../../src/cli/commands/command.ts';
import { addCommands } from '../../src/cli/commands/index.ts';
import type { Completes } from '../../src/cli/commands/values.ts';

export interface Option {
  readonly name: string;
  readonly summary: string;
  /** Null for a switch. */
  readonly value: Completes | null;
  readonly repeatable: boolean;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly Option[];
  /** The words that follow, in their order. */
  readonly operands: readonly { readonly name: string; readonly value: Completes }[];
  /** Whether what follows is a command of the host with words of its own. */
  readonly runs: boolean;
}

export const DEFAULT_COMMAND = 'up';

export function describeCommandLine(): Command[] {
  const commands: Command[] = [];
  const parser = listener({
    command: (usage: string, summary: string, build: (command: Argv) => unknown) => commands.push(describeCommand(usage, summary, build)),
  });
  // Only a command that was chosen looks at its context, and none is.
  addCommands(parser, () => undefined, {} as Context);
  return commands;
}

/** What yargs is told of an option or an operand, as far as it matters here. */
interface Told {
  readonly type?: string;
  readonly array?: boolean;
  readonly describe: string;
  readonly choices?: readonly string[];
  readonly completes?: Completes;
}

function describeCommand(usage: string, summary: string, build: (command: Argv) => unknown): Command {
  const [name = ''] = usage.split(' ');
  const options: Option[] = [];
  const operands: { name: string; value: Completes }[] = [];
  build(
    listener({
      option: (option: string, told: Told) => options.push({ name: option, summary: told.describe, value: told.type === 'boolean' ? null : valueOf(told), repeatable: told.array ?? false }),
      positional: (operand: string, told: Told) => operands.push({ name: operand, value: valueOf(told) }),
    }),
  );
  return { name, summary, options, operands, runs: usage.endsWith(' COMMAND...') };
}

function valueOf({ choices, completes }: Told): Completes {
  return completes ?? { folders: false, words: choices ?? [] };
}
