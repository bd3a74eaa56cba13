// The configuration, for commands: what acts by it stops at a wrong one, what looks or takes back only warns.

import type { Config } from '../config/config.ts';
import { refusedProblems, warnedProblems } from '../config/words.ts';
import { readConfig } from '../config/io/read-config.ts';
import type { Context } from './context.ts';

/** Null where something is wrong with it, which has been said: exit 78. */
export async function requireConfig(context: Context): Promise<Config | null> {
  const { config, problems } = await readConfig();
  for (const line of refusedProblems(problems)) context.message(`error: ${line}`);
  return problems.length === 0 ? config : null;
}

export async function warnOfConfig(context: Context): Promise<void> {
  const { problems } = await readConfig();
  for (const line of warnedProblems(problems)) context.message(`warning: ${line}`);
}
