// This file repairs the alternatives: Debian's with update-alternatives itself, Fedora's in their own form, because Fedora's program also
// sets the links in /usr, which is read-only. Links that nobody knows are removed.

import { existsSync } from 'node:fs';
import { renderAlternative, withoutChoices } from '../alternatives.ts';
import { ofKind, type Finding } from '../findings.ts';
import { linkTarget, statusOf } from '../../system/files/read.ts';
import { runProgram } from '../../system/processes/run-program.ts';
import { openKeeper, type Keeper } from '../../kept/io/keep.ts';
import { putInPlace, takeAway, type Content } from '../../kept/io/take.ts';
import { ALTERNATIVES } from '../../places.ts';
import { readGroups, type StoredGroup } from './read-alternatives.ts';

const TIMEOUT = 60_000;
const WHY = 'the alternatives before `usr-overlay doctor --fix`';

/** Where what was there before is kept, and what went wrong, a line each. */
export async function repairAlternatives(findings: readonly Finding[]): Promise<{ backups: string[]; trouble: string[] } | null> {
  const wrong = ofKind(findings, 'alternative', 'alternative-link');
  const strays = ofKind(findings, 'stray-link').map(({ name, detail }) => ({ path: `${ALTERNATIVES.links}/${name}`, detail }));
  if (wrong.length + strays.length === 0) return null;
  const keeper = openKeeper();
  const groups = readGroups().filter(({ name }) => wrong.some((finding) => finding.name === name));
  const backups: string[] = [];
  // update-alternatives changes what it likes of them.
  const whole = groups.some(({ isDebian }) => isDebian) ? ALTERNATIVES.groups.filter(({ isDebian }) => isDebian).map(({ folder }) => folder) : [];
  for (const kept of await keeper.keepAll([ALTERNATIVES.links, ...whole].map((path) => ({ path, why: WHY, overlay: null })))) {
    if (typeof kept === 'string') return { backups, trouble: [`the alternatives: ${kept}`] };
    if (kept.copy !== null) backups.push(kept.copy);
  }
  const trouble: string[] = [];
  for (const group of groups) {
    const gone = ofKind(wrong, 'alternative').filter(({ name }) => name === group.name).map(({ detail }) => detail);
    trouble.push(...(group.isDebian ? await repairDebian(group, gone, keeper) : await repairFedora(group, gone, keeper)));
  }
  const stray = strays.filter(({ path, detail }) => linkTarget(path) === detail);
  trouble.push(...(await change(new Map(stray.map(({ path }) => [path, null])), keeper)));
  return { backups, trouble };
}

async function repairDebian(group: StoredGroup, gone: readonly string[], keeper: Keeper): Promise<string[]> {
  const commands = gone.length > 0 ? gone.map((path) => ['--remove', group.name, path]) : [['--auto', group.name]];
  for (const words of commands) {
    const result = await runProgram('update-alternatives', words, TIMEOUT);
    if (result.ok) continue;
    return group.choices.some(({ path }) => existsSync(path)) ? [result.line] : forgetGroup(group, keeper);
  }
  return [];
}

/**
 * Forgets a group whose last choice is gone. update-alternatives would try to remove the group's link in /usr, which went with the
 * overlay, and fails on a read-only /usr even where there is none.
 */
function forgetGroup({ name, slaves, file }: StoredGroup, keeper: Keeper): Promise<string[]> {
  const links = [name, ...slaves.map((slave) => slave.name)].map((each) => `${ALTERNATIVES.links}/${each}`).filter((link) => !existsSync(link));
  return change(new Map([...links, file].map((path) => [path, null])), keeper);
}

/** The links first: killed in between, the next run finds the same choice gone, and does the rest. */
function repairFedora(group: StoredGroup, gone: readonly string[], keeper: Keeper): Promise<string[]> {
  const then = withoutChoices(group, new Set(gone), linkTarget(`${ALTERNATIVES.links}/${group.name}`));
  const wanted = new Map<string, Content | null>();
  for (const [name, target] of then.links) {
    const path = `${ALTERNATIVES.links}/${name}`;
    if (linkTarget(path) !== (target ?? undefined)) wanted.set(path, target === null ? null : { kind: 'link', target });
  }
  const like = statusOf(group.file);
  if (then.group === null) wanted.set(group.file, null);
  else if (like) wanted.set(group.file, { kind: 'text', text: renderAlternative(then.group), like });
  return change(wanted, keeper);
}

/** Gives each path what it is to have, null for nothing. Returns what went wrong, a line each. */
async function change(wanted: ReadonlyMap<string, Content | null>, keeper: Keeper): Promise<string[]> {
  const kept = await keeper.keepAll([...wanted.keys()].map((path) => ({ path, why: WHY, overlay: null })));
  return [...wanted].flatMap(([path, content], index) => {
    const each = kept[index] ?? 'it cannot be kept';
    const why = typeof each === 'string' ? each : content !== null ? putInPlace(each, content) : each.seen === null ? null : takeAway(each);
    return why === null ? [] : [`${path}: ${why}`];
  });
}
