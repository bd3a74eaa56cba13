// This file reads and changes groups of alternatives: a link in /etc/alternatives for each, and a file that lists the choices. Debian's and
// Fedora's programs write the same form: alternative_save() in dpkg's utils/update-alternatives.c, writeConfig() in alternatives.c of
// https://github.com/fedora-sysv/chkconfig.

import { isDocumentation } from '../packages/dpkg-files.ts';

export type Alternative = {
  name: string;
  mode: string;
  /** Where the command is, a link to the one in /etc/alternatives. */
  link: string;
  /** Links that change together with the group's own. */
  slaves: { name: string; link: string }[];
  choices: Choice[];
};

/** `priority` as it is written: Fedora's may have words around its number. `slaves` has a file, or nothing, for each slave. */
export type Choice = { path: string; priority: string; slaves: string[] };

export function parseAlternative(name: string, text: string): Alternative {
  const lines = text.split('\n');
  // Mode, master link, then pairs of a slave's name and link, up to an empty line.
  const end = lines.indexOf('', 2);
  const slaves: Alternative['slaves'] = [];
  for (let at = 2; at + 1 < end; at += 2) slaves.push({ name: lines[at] ?? '', link: lines[at + 1] ?? '' });
  const choices: Choice[] = [];
  const size = 2 + slaves.length;
  for (let at = end + 1; end > 0 && (lines[at] ?? '') !== ''; at += size) choices.push({ path: lines[at] ?? '', priority: lines[at + 1] ?? '', slaves: lines.slice(at + 2, at + size) });
  return { name, mode: lines[0] ?? '', link: lines[1] ?? '', slaves, choices };
}

/** Writes the form that Fedora's program reads, which ends without an empty line. */
export function renderAlternative({ mode, link, slaves, choices }: Alternative): string {
  const lines = [mode, link, ...slaves.flatMap((each) => [each.name, each.link]), '', ...choices.flatMap(({ path, priority, slaves: own }) => [path, priority, ...own])];
  return lines.map((line) => `${line}\n`).join('');
}

/**
 * Returns the group without these choices, and where its links in /etc/alternatives are to lead: null for one that is to go. `current` is
 * where its own leads now; a choice that somebody made by hand stays, if its file does. The group is null where no choice is left.
 */
export function withoutChoices(group: Alternative, gone: ReadonlySet<string>, current: string | undefined): { group: Alternative | null; links: Map<string, string | null> } {
  const choices = group.choices.filter(({ path }) => !gone.has(path));
  const own = choices.find(({ path }) => path === current);
  const isManual = group.mode === 'manual' && own !== undefined;
  const best = isManual ? own : choices.toSorted((one, other) => numberOf(other) - numberOf(one))[0];
  const links = new Map<string, string | null>([[group.name, best?.path ?? null]]);
  group.slaves.forEach(({ name }, index) => links.set(name, best?.slaves[index] || null));
  return { group: best ? { ...group, mode: isManual ? 'manual' : 'auto', choices } : null, links };
}

/** Fedora writes `@family@` before the number, and a service's name after it. */
function numberOf({ priority }: Choice): number {
  return Number(/^(?:@.*@)?(-?\d+)/.exec(priority)?.[1] ?? 0);
}

export type AlternativesFacts = {
  groups: readonly Alternative[];
  /** The links in /etc/alternatives, to what they lead. */
  links: ReadonlyMap<string, string>;
  isThere: (path: string) => boolean;
};

export type BrokenAlternative =
  /** The group has choices whose file is not there. */
  | { kind: 'choice'; name: string; gone: string[] }
  /** The group is right and its link is not. */
  | { kind: 'link'; name: string; target: string }
  /** No group knows the link. */
  | { kind: 'stray'; name: string; target: string };

/** Manual pages are left out: slim images lack them, and their links dangle from the first day. */
export function judgeAlternatives({ groups, links, isThere }: AlternativesFacts): BrokenAlternative[] {
  const known = new Set(groups.map(({ name }) => name));
  const slaves = new Set(groups.flatMap((group) => group.slaves.map(({ name }) => name)));
  const choices = groups.flatMap(({ name, choices: all }): BrokenAlternative[] => {
    const gone = all.map(({ path }) => path).filter((path) => !isDocumentation(path) && !isThere(path));
    return gone.length > 0 ? [{ kind: 'choice', name, gone }] : [];
  });
  const named = new Set(choices.map(({ name }) => name));
  const dangling = [...links].flatMap(([name, target]): BrokenAlternative[] => {
    if (named.has(name) || slaves.has(name) || isDocumentation(target) || isThere(target)) return [];
    return [{ kind: known.has(name) ? 'link' : 'stray', name, target }];
  });
  return [...choices, ...dangling];
}
