// The completion files of the shells: text that is made at build time, so that no TAB starts a program.
import type { Command } from '../../src/cli/commands/command.ts';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { zshCompletion } from './zsh.ts';

const RENDER = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

export type Shell = keyof typeof RENDER;

/** `template` is what packaging/completion has for the shell. */
export function renderCompletion(shell: Shell, template: string, commands: readonly Command[]): string {
  return RENDER[shell](template, commands);
}
