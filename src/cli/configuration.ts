// This file reads the configuration for commands: those that act by it stop where it is wrong, those that look or undo only warn.

import type { Config } from '../config/config.ts';
import { refusedProblems, warnedProblems } from '../config/words.ts';
import { readConfig } from '../config/io/read-config.ts';
import type { Context } from './context.ts';

/** Returns null after saying what is wrong with the configuration; the caller exits with 78. */
export async function requireConfig(context: Context): Promise<Config | null> {
  const { config, problems } = await readConfig();
  for (const line of refusedProblems(problems)) context.message(`error: ${line}`);
  return problems.length === 0 ? config : null;
}

/** Warns of what is wrong with the configuration. */
export async function warnOfConfig(context: Context): Promise<void> {
  const { problems } = await readConfig();
  for (const line of warnedProblems(problems)) context.message(`warning: ${line}`);
}
