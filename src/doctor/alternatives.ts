// The alternatives system: a link in /etc/alternatives for each group, and a file in its database that lists the choices.
// The file's form: update-alternatives(1), "FILES", and its source, utils/update-alternatives.c, alternative_save().

import { isDocumentation } from '../packages/dpkg-files.ts';

export type Alternative = { name: string; choices: string[] };

export function parseAlternative(name: string, text: string): Alternative {
  const lines = text.split('\n');
  // Mode, master link, then pairs of a slave's name and link, up to an empty line.
  const end = lines.indexOf('', 2);
  const slaves = Math.max(0, Math.floor((end - 2) / 2));
  const choices: string[] = [];
  // A choice: its path, its priority, and one line for each slave.
  for (let at = end + 1; end > 0 && (lines[at] ?? '') !== ''; at += 2 + slaves) choices.push(lines[at] ?? '');
  return { name, choices };
}

export type AlternativesFacts = {
  groups: readonly Alternative[];
  /** The links in /etc/alternatives, to what they lead. */
  links: ReadonlyMap<string, string>;
  /** Names of links that belong to a group as slaves. */
  slaves: ReadonlySet<string>;
  isThere: (path: string) => boolean;
};

export type BrokenAlternative =
  /** The group has choices whose file is not there. */
  | { kind: 'choice'; name: string; gone: string[] }
  /** The group is right and its link is not. */
  | { kind: 'link'; name: string; target: string }
  /** A link that no group knows. */
  | { kind: 'stray'; name: string; target: string };

/** Manual pages are left out: slim images lack them, and their links dangle from the first day. */
export function judgeAlternatives({ groups, links, slaves, isThere }: AlternativesFacts): BrokenAlternative[] {
  const known = new Map(groups.map((group) => [group.name, group]));
  const choices = groups.flatMap(({ name, choices: all }): BrokenAlternative[] => {
    const gone = all.filter((path) => !isDocumentation(path) && !isThere(path));
    return gone.length > 0 ? [{ kind: 'choice', name, gone }] : [];
  });
  const named = new Set(choices.map(({ name }) => name));
  const dangling = [...links].flatMap(([name, target]): BrokenAlternative[] => {
    if (named.has(name) || slaves.has(name) || isDocumentation(target) || isThere(target)) return [];
    return [{ kind: known.has(name) ? 'link' : 'stray', name, target }];
  });
  return [...choices, ...dangling];
}

/** The slaves' names of a group's file. */
export function parseSlaves(text: string): string[] {
  const lines = text.split('\n');
  return lines.slice(2, Math.max(2, lines.indexOf('', 2))).filter((_, index) => index % 2 === 0);
}
