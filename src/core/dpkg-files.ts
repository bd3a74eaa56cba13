// What dpkg wrote down of a package's files: lists, checksums, diversions, and what its configuration leaves out.

/** The paths of a package's `.list`. */
export function parseList(text: string): string[] {
  return text.split('\n').filter((line) => line.startsWith('/') && line !== '/.');
}

/** Absolute path to checksum, from a package's `.md5sums`. */
export function parseMd5sums(text: string): Map<string, string> {
  const lines = text.split('\n').flatMap((line): [string, string][] => {
    const [, sum, path] = /^([0-9a-f]{32}) [ *](.+)$/.exec(line) ?? [];
    return sum === undefined || path === undefined ? [] : [[`/${path.replace(/^\.?\//, '')}`, sum]];
  });
  return new Map(lines);
}

/** Original path to where it is kept, and the package that wants it so (`:` for the administrator): three lines each. */
export function parseDiversions(text: string): Map<string, { to: string; by: string }> {
  const lines = text.split('\n');
  const found = new Map<string, { to: string; by: string }>();
  for (let at = 0; at + 2 < lines.length; at += 3) found.set(lines[at] ?? '', { to: lines[at + 1] ?? '', by: lines[at + 2] ?? '' });
  return found;
}

/** Whether dpkg's configuration files leave a path out of every installation: dpkg(1), --path-exclude; the last match counts. */
export function parsePathFilter(configurations: readonly string[]): (path: string) => boolean {
  const rules = configurations.join('\n').split('\n').flatMap((line) => {
    const [, kind, glob] = /^\s*path-(exclude|include)\s*[= ]\s*(.+?)\s*$/.exec(line) ?? [];
    return kind === undefined || glob === undefined ? [] : [{ excludes: kind === 'exclude', pattern: globPattern(glob.replace(/^(["'])(.*)\1$/, '$2')) }];
  });
  return (path) => rules.findLast(({ pattern }) => pattern.test(path))?.excludes ?? false;
}

/** fnmatch(3) without flags, as dpkg calls it: `*` goes over slashes. */
function globPattern(glob: string): RegExp {
  const source = glob.replace(/\[!?[^\]]*\]|[*?]|[\\^$.|+(){}[\]]/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    return part.length > 1 ? part.replace('[!', '[^') : `\\${part}`;
  });
  return new RegExp(`^${source}$`, 's');
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
