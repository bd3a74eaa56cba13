// This file changes what dpkg's database holds beside its packages: diversions, overrides of owners and modes, interests in triggers.

import { parseDiversions } from './dpkg-files.ts';

/** Holds a diversion: the file of `path` is kept at `to`; `by` is a package's name, or `:` for the administrator. */
export type Diversion = { path: string; to: string; by: string };

export function diversionsIn(text: string): Diversion[] {
  return [...parseDiversions(text)].map(([path, rest]) => ({ path, ...rest }));
}

export function renderDiversions(diversions: readonly Diversion[]): string {
  return diversions.map(({ path, to, by }) => `${path}\n${to}\n${by}\n`).join('');
}

export type DiversionFacts = {
  diversions: readonly Diversion[];
  /** The names of packages that are installed, and will be. */
  installed: ReadonlySet<string>;
  /** All paths that these list. */
  listed: ReadonlySet<string>;
  isThere: (path: string) => boolean;
};

/**
 * Returns diversions of packages that are not installed, and that the files do not follow: what was kept elsewhere is where it belongs.
 * dpkg would put the next version of that file aside.
 */
export function findStaleDiversions({ diversions, installed, listed, isThere }: DiversionFacts): Diversion[] {
  return diversions.filter(({ path, to, by }) => by !== ':' && !installed.has(by) && !isThere(to) && (isThere(path) || !listed.has(path)));
}

/** Returns the text without the overrides of these paths; a line is USER GROUP MODE PATH, see dpkg-statoverride(1). */
export function withoutOverrides(text: string, isDropped: (path: string) => boolean): string {
  const lines = text.split('\n').filter((line) => line !== '' && !isDropped(overriddenPath(line)));
  return lines.map((line) => `${line}\n`).join('');
}

/** Returns the lines about these paths in `image` that are not in `text`. */
export function missingOverrides(text: string, image: string, paths: ReadonlySet<string>): string {
  const known = new Set(text.split('\n').map(overriddenPath));
  return image.split('\n').filter((line) => paths.has(overriddenPath(line)) && !known.has(overriddenPath(line))).map((line) => `${line}\n`).join('');
}

function overriddenPath(line: string): string {
  return line.split(' ').slice(3).join(' ');
}

/**
 * Returns the files of dpkg's `triggers` that must change so that a package (infoName) has the interests of its `.triggers`, and no
 * others; null for one that goes. Forms: "File" has `PATH PACKAGE`, a trigger's own file has `PACKAGE`, both with `/noawait` at will:
 * doc/triggers.txt and lib/dpkg/trigdeferred.l in https://salsa.debian.org/dpkg-team/dpkg.
 */
export function changedTriggers(files: ReadonlyMap<string, string>, name: string, triggers: string): Map<string, string | null> {
  const wanted = Map.groupBy(interestsIn(triggers), ({ trigger }) => fileOf(trigger));
  const changed = new Map<string, string | null>();
  for (const file of new Set([...files.keys(), ...wanted.keys()])) {
    const lines = (files.get(file) ?? '').split('\n').filter((line) => line !== '');
    const own = (wanted.get(file) ?? []).map(({ trigger, noawait }) => `${file === 'File' ? `${trigger} ` : ''}${name}${noawait ? '/noawait' : ''}`);
    const kept = lines.filter((line) => own.includes(line) || !isOf(line, name));
    const now = [...kept, ...own.filter((line) => !kept.includes(line))];
    if (now.join('\n') !== lines.join('\n')) changed.set(file, now.length === 0 ? null : now.map((line) => `${line}\n`).join(''));
  }
  return changed;
}

/** deb-triggers(5). */
function interestsIn(triggers: string): { trigger: string; noawait: boolean }[] {
  return triggers.split('\n').flatMap((line) => {
    const [, kind, trigger] = /^\s*interest(-await|-noawait)?\s+(\S+)/.exec(line.replace(/#.*/, '')) ?? [];
    return trigger === undefined ? [] : [{ trigger, noawait: kind === '-noawait' }];
  });
}

function fileOf(trigger: string): string {
  return trigger.startsWith('/') ? 'File' : trigger;
}

function isOf(line: string, name: string): boolean {
  const word = line.slice(line.lastIndexOf(' ') + 1);
  return word === name || word === `${name}/noawait`;
}
