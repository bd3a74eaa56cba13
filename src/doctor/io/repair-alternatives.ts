// This file repairs the alternatives with update-alternatives itself, and removes links that it does not know.

import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { parseAlternative, parseSlaves } from '../alternatives.ts';
import { ofKind, type Finding } from '../findings.ts';
import { linkTarget, readText } from '../../system/files/read.ts';
import { runProgram } from '../../system/processes/run-program.ts';
import { newBackup } from './backups.ts';
import { DPKG } from '../../places.ts';

const TIMEOUT = 60_000;

/** Returns null where there was nothing to do, else the backup's path and what went wrong, one line each. */
export async function repairAlternatives(findings: readonly Finding[]): Promise<{ backup: string; trouble: string[] } | null> {
  const commands = [
    ...ofKind(findings, 'alternative').map(({ name, detail }) => ['--remove', name, detail]),
    ...ofKind(findings, 'alternative-link').map(({ name }) => ['--auto', name]),
  ];
  const strays = ofKind(findings, 'stray-link');
  if (commands.length + strays.length === 0) return null;
  const backup = newBackup('alternatives');
  mkdirSync(backup);
  for (const [from, to] of [['/etc/alternatives', 'links'], [`${DPKG}/alternatives`, 'database']] as const) {
    const copied = await runProgram('cp', ['--archive', '--', from, `${backup}/${to}`], TIMEOUT);
    if (!copied.ok) return { backup, trouble: [copied.line] };
  }
  const trouble: string[] = [];
  for (const words of commands) {
    const result = await runProgram('update-alternatives', words, TIMEOUT);
    if (!result.ok && !forgetGroup(words[1] ?? '')) trouble.push(result.line);
  }
  for (const { name, detail } of strays) {
    const path = `/etc/alternatives/${name}`;
    if (linkTarget(path) === detail) rmSync(path);
  }
  return { backup, trouble };
}

/**
 * Forgets a group whose last choice is gone. update-alternatives would try to remove the group's link in /usr, which went with the
 * overlay, and fails on a read-only /usr even where there is none. Returns false where a choice is left.
 */
function forgetGroup(name: string): boolean {
  const file = `${DPKG}/alternatives/${name}`;
  const text = readText(file) ?? '';
  if (parseAlternative(name, text).choices.some(existsSync)) return false;
  for (const link of [name, ...parseSlaves(text)]) {
    if (!existsSync(`/etc/alternatives/${link}`)) rmSync(`/etc/alternatives/${link}`, { force: true });
  }
  rmSync(file, { force: true });
  return true;
}
