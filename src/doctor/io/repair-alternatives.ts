// This file repairs the alternatives with update-alternatives itself, and removes links that it does not know.

import { existsSync } from 'node:fs';
import { parseAlternative, parseSlaves } from '../alternatives.ts';
import { ofKind, type Finding } from '../findings.ts';
import { linkTarget, readText } from '../../system/files/read.ts';
import { runProgram } from '../../system/processes/run-program.ts';
import { openKeeper, type Keeper } from '../../kept/io/keep.ts';
import { takeAway } from '../../kept/io/take.ts';
import { DPKG } from '../../places.ts';

const TIMEOUT = 60_000;

/** Where what was there before is kept, and what went wrong, a line each. */
export async function repairAlternatives(findings: readonly Finding[]): Promise<{ backups: string[]; trouble: string[] } | null> {
  const commands = [
    ...ofKind(findings, 'alternative').map(({ name, detail }) => ['--remove', name, detail]),
    ...ofKind(findings, 'alternative-link').map(({ name }) => ['--auto', name]),
  ];
  const strays = ofKind(findings, 'stray-link');
  if (commands.length + strays.length === 0) return null;
  const keeper = openKeeper();
  const backups: string[] = [];
  // update-alternatives changes what it likes of them.
  for (const kept of await keeper.keepAll([LINKS, GROUPS].map((path) => ({ path, why: WHY, overlay: null })))) {
    if (typeof kept === 'string') return { backups, trouble: [`the alternatives: ${kept}`] };
    if (kept.copy !== null) backups.push(kept.copy);
  }
  const trouble: string[] = [];
  for (const words of commands) {
    const result = await runProgram('update-alternatives', words, TIMEOUT);
    if (!result.ok && !(await forgetGroup(words[1] ?? '', keeper))) trouble.push(result.line);
  }
  const stray = strays.map(({ name, detail }) => ({ path: `${LINKS}/${name}`, detail })).filter(({ path, detail }) => linkTarget(path) === detail);
  trouble.push(...(await takeAll(stray.map(({ path }) => path), keeper)));
  return { backups, trouble };
}

const LINKS = '/etc/alternatives';
const GROUPS = `${DPKG}/alternatives`;
const WHY = 'the alternatives before `usr-overlay doctor --fix`';

/** What went wrong, a line each. */
async function takeAll(paths: readonly string[], keeper: Keeper): Promise<string[]> {
  const kept = await keeper.keepAll(paths.map((path) => ({ path, why: WHY, overlay: null })));
  return kept.flatMap((each, index) => {
    const why = typeof each === 'string' ? each : each.seen === null ? null : takeAway(each);
    return why === null ? [] : [`${paths[index] ?? ''}: ${why}`];
  });
}

/**
 * Forgets a group whose last choice is gone. update-alternatives would try to remove the group's link in /usr, which went with the
 * overlay, and fails on a read-only /usr even where there is none. Returns false where a choice is left.
 */
async function forgetGroup(name: string, keeper: Keeper): Promise<boolean> {
  const file = `${GROUPS}/${name}`;
  const text = readText(file) ?? '';
  if (parseAlternative(name, text).choices.some(existsSync)) return false;
  const links = [name, ...parseSlaves(text)].map((link) => `${LINKS}/${link}`).filter((link) => !existsSync(link));
  return (await takeAll([...links, file], keeper)).length === 0;
}
