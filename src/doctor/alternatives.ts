// This file judges the alternatives: each group has a link in /etc/alternatives and a file that lists its choices, whose form is in
// update-alternatives(1), "FILES", and in utils/update-alternatives.c, alternative_save().

import { isDocumentation } from '../packages/dpkg-files.ts';

/** Holds one group of alternatives and the paths of its choices. */
export type Alternative = { name: string; choices: string[] };

/** Parses a group's file; a broken one has no choices. */
export function parseAlternative(name: string, text: string): Alternative {
  const lines = text.split('\n');
  // The file begins with mode and master link, then has a name and a link for each slave, up to an empty line.
  const end = lines.indexOf('', 2);
  const slaves = Math.max(0, Math.floor((end - 2) / 2));
  const choices: string[] = [];
  // Each choice has its path, its priority, and one line per slave.
  for (let at = end + 1; end > 0 && (lines[at] ?? '') !== ''; at += 2 + slaves) choices.push(lines[at] ?? '');
  return { name, choices };
}

/** Holds what is known about the alternatives of this host. */
export type AlternativesFacts = {
  groups: readonly Alternative[];
  /** Maps the links in /etc/alternatives to their targets. */
  links: ReadonlyMap<string, string>;
  /** These names of links belong to a group as slaves. */
  slaves: ReadonlySet<string>;
  isThere: (path: string) => boolean;
};

/** Holds one fault of the alternatives. */
export type BrokenAlternative =
  /** The files of some choices are missing. */
  | { kind: 'choice'; name: string; gone: string[] }
  /** The group is right but its link is wrong. */
  | { kind: 'link'; name: string; target: string }
  /** No group knows this link. */
  | { kind: 'stray'; name: string; target: string };

/** Manual pages do not count: slim images lack them, so their links dangle from the start. */
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

/** Returns the names of the slaves in a group's file. */
export function parseSlaves(text: string): string[] {
  const lines = text.split('\n');
  return lines.slice(2, Math.max(2, lines.indexOf('', 2))).filter((_, index) => index % 2 === 0);
}
