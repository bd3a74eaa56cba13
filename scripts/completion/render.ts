// This file makes the shells' completion files at build time, so that pressing TAB starts no program.
import type { Command } from '../../src/cli/commands/command.ts';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { zshCompletion } from './zsh.ts';

const RENDER = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

export type Shell = keyof typeof RENDER;

/** `template` is the shell's file in packaging/completion. */
export function renderCompletion(shell: Shell, template: string, commands: readonly Command[]): string {
  return RENDER[shell](template, commands);
}
