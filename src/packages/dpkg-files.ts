// What dpkg wrote down of a package's files: lists, checksums, diversions, and what its configuration leaves out.

/** The paths of a package's `.list`. */
export function parseList(text: string): string[] {
  return text.split('\n').filter((line) => line.startsWith('/') && line !== '/.');
}

/** Absolute path to checksum, from a package's `.md5sums`. */
export function parseMd5sums(text: string): Map<string, string> {
  const lines = text.split('\n').filter((line) => /^[0-9a-f]{32} [ *]./.test(line));
  return new Map(lines.map((line) => [`/${line.slice(34).replace(/^\.?\//, '')}`, line.slice(0, 32)]));
}

/** Original path to where it is kept, and the package that wants it so (`:` for the administrator): three lines each. */
export function parseDiversions(text: string): Map<string, { to: string; by: string }> {
  const lines = text.split('\n');
  const found = new Map<string, { to: string; by: string }>();
  for (let at = 0; at + 2 < lines.length; at += 3) {
    const [path, to, by] = lines.slice(at, at + 3) as [string, string, string];
    found.set(path, { to, by });
  }
  return found;
}

/** Whether dpkg's configuration files leave a path out of every installation: dpkg(1), --path-exclude; the last match counts. */
export function parsePathFilter(configurations: readonly string[]): (path: string) => boolean {
  const rules = configurations.flatMap((text) => text.split('\n')).flatMap((line) => {
    const [, kind, glob] = /^\s*path-(exclude|include)\s*[= ]\s*(.+?)\s*$/.exec(line) ?? [];
    return glob === undefined || glob.length > LONGEST_PATH ? [] : [{ excludes: kind === 'exclude', pattern: globPattern(glob.replace(/^(["'])(.*)\1$/, '$2')) }];
  });
  return (path) => rules.findLast(({ pattern }) => pattern.test(path))?.excludes ?? false;
}

/** Linux's PATH_MAX; a regular expression has its limit, too. */
const LONGEST_PATH = 4096;

/** fnmatch(3) without flags, as dpkg calls it: `*` goes over slashes, a backslash takes the next character as it is. */
function globPattern(glob: string): RegExp {
  const source = glob.replace(/\[([!^]?)((?:\]|\\.|[^\]\\])(?:\\.|[^\]\\])*)\]|\\?(.)/g, (part, not: string, set: string | undefined, character: string) => {
    if (set !== undefined) return `[${not && '^'}${setPattern(set)}]`;
    if (part === '*') return '.*';
    return part === '?' ? '.' : literal(character);
  });
  return new RegExp(`^${source}$`);
}

/** What stands in brackets; a range that is the wrong way round has nothing in it. */
function setPattern(set: string): string {
  return set.replace(/\\?(.)(?:-\\?(.))?/g, (_, from: string, to: string = from) => (from > to ? '' : `${literal(from)}-${literal(to)}`));
}

function literal(character: string): string {
  return character.replace(/\W/, '\\$&');
}

/** What images are often stripped of; its absence says nothing of the package. */
export function isDocumentation(path: string): boolean {
  return /^\/usr\/share\/(doc|doc-base|man|info|locale|help|gtk-doc|lintian|linda|omf|bug)(\/|$)/.test(path);
}

/** Of the package's own changes: the one file that no two versions share. */
export function isChangelog(path: string): boolean {
  return /^\/usr\/share\/doc\/[^/]+\/changelog(\.Debian)?(\.gz)?$/.test(path);
}

/** Versions that a package had before an upgrade, the last one first, from dpkg's log. */
export function parseFormerVersions(log: string, name: string): string[] {
  const found = log.split('\n').flatMap((line) => {
    const [, , action, of = '', from] = line.split(' ');
    return action === 'upgrade' && from !== undefined && of.split(':')[0] === name ? [from] : [];
  });
  return [...new Set(found.reverse())];
}
