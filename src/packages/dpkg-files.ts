// This file parses what dpkg records about a package's files: lists, checksums, diversions, and exclusions in its configuration.

/** Returns the paths in a package's `.list`. */
export function parseList(text: string): string[] {
  return text.split('\n').filter((line) => line.startsWith('/') && line !== '/.');
}

/** Maps absolute path to checksum, from a package's `.md5sums`. */
export function parseMd5sums(text: string): Map<string, string> {
  const lines = text.split('\n').filter((line) => /^[0-9a-f]{32} [ *]./.test(line));
  return new Map(lines.map((line) => [`/${line.slice(34).replace(/^\.?\//, '')}`, line.slice(0, 32)]));
}

/** Maps each diverted path to where its file is kept and to the package that asked for it (`:` for the administrator): three lines each. */
export function parseDiversions(text: string): Map<string, { to: string; by: string }> {
  const lines = text.split('\n');
  const found = new Map<string, { to: string; by: string }>();
  for (let at = 0; at + 2 < lines.length; at += 3) {
    const [path, to, by] = lines.slice(at, at + 3) as [string, string, string];
    found.set(path, { to, by });
  }
  return found;
}

/** Returns a test for paths that dpkg's configuration excludes from every installation; the last match counts: dpkg(1), --path-exclude. */
export function parsePathFilter(configurations: readonly string[]): (path: string) => boolean {
  const rules = configurations.flatMap((text) => text.split('\n')).flatMap((line) => {
    const [, kind, glob] = /^\s*path-(exclude|include)\s*[= ]\s*(.+?)\s*$/.exec(line) ?? [];
    return glob === undefined || glob.length > LONGEST_PATH ? [] : [{ excludes: kind === 'exclude', pattern: globPattern(glob.replace(/^(["'])(.*)\1$/, '$2')) }];
  });
  return (path) => rules.findLast(({ pattern }) => pattern.test(path))?.excludes ?? false;
}

/** This is Linux's PATH_MAX; regular expressions have a limit as well. */
const LONGEST_PATH = 4096;

/** Works as fnmatch(3) without flags, as dpkg calls it: `*` also matches slashes, a backslash takes the next character literally. */
function globPattern(glob: string): RegExp {
  const source = glob.replace(/\[([!^]?)((?:\]|\\.|[^\]\\])(?:\\.|[^\]\\])*)\]|\\?(.)/g, (part, not: string, set: string | undefined, character: string) => {
    if (set !== undefined) return `[${not && '^'}${setPattern(set)}]`;
    if (part === '*') return '.*';
    return part === '?' ? '.' : literal(character);
  });
  return new RegExp(`^${source}$`);
}

/** Converts what stands in brackets; a reversed range matches nothing. */
function setPattern(set: string): string {
  return set.replace(/\\?(.)(?:-\\?(.))?/g, (_, from: string, to: string = from) => (from > to ? '' : `${literal(from)}-${literal(to)}`));
}

function literal(character: string): string {
  return character.replace(/\W/, '\\$&');
}

/** Tells whether images are often stripped of a path; its absence then says nothing about the package. */
export function isDocumentation(path: string): boolean {
  return /^\/usr\/share\/(doc|doc-base|man|info|locale|help|gtk-doc|lintian|linda|omf|bug)(\/|$)/.test(path);
}

/** Tells whether a path is the changelog of the package itself, the one file that no two versions share. */
export function isChangelog(path: string): boolean {
  return /^\/usr\/share\/doc\/[^/]+\/changelog(\.Debian)?(\.gz)?$/.test(path);
}

/** Returns the versions that a package had before upgrades and removals, the latest first, from the text of dpkg's log. */
export function parseFormerVersions(log: string, name: string): string[] {
  const found = log.split('\n').flatMap((line) => {
    const [, , action, of = '', from] = line.split(' ');
    return ['upgrade', 'remove', 'purge'].includes(action ?? '') && from !== undefined && from !== '<none>' && of.split(':')[0] === name ? [from] : [];
  });
  return [...new Set(found.reverse())];
}

/** Holds what dpkg's log says last of a package: its name, architecture, version, and whether it came or went. */
export type LoggedPackage = { name: string; architecture: string; version: string; isGone: boolean };

const GONE: ReadonlySet<string> = new Set(['remove', 'purge', 'config-files', 'not-installed']);

/** Returns the last word of dpkg's log about each package, by name and architecture. */
export function parseLastActions(log: string): Map<string, LoggedPackage> {
  const found = new Map<string, LoggedPackage>();
  for (const line of log.split('\n')) {
    const [, , first = '', ...words] = line.split(' ');
    // A package that goes for another's sake has no action, but a state: then its name stands behind that.
    const action = first === 'status' ? (words.shift() ?? '') : first;
    const [of = '', from = '', to = ''] = words;
    const isGone = GONE.has(action);
    if (!isGone && action !== 'install' && action !== 'upgrade') continue;
    const [name = '', architecture = ''] = of.split(':');
    // A purge after a removal no longer knows the version.
    const version = isGone ? (from === '<none>' ? (found.get(of)?.version ?? '') : from) : to;
    found.set(of, { name, architecture, version, isGone });
  }
  return found;
}
