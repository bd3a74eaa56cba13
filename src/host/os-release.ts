// This file parses os-release(5), as far as this program needs it.

/** Holds the fields of os-release(5) that this program uses; null where one is absent. */
export type OsRelease = { id: string; name: string; versionId: string | null; codename: string | null };

/** Returns null where the text names no distribution. */
export function parseOsRelease(text: string): OsRelease | null {
  const values = new Map(parseAssignments(text).map(([key, value]) => [key, unquote(value)]));
  const id = values.get('ID');
  if (id === undefined) return null;
  return { id, name: values.get('PRETTY_NAME') ?? id, versionId: values.get('VERSION_ID') ?? null, codename: values.get('VERSION_CODENAME') ?? null };
}

/** Parses lines of the form KEY=VALUE and skips all others. */
export function parseAssignments(text: string): [key: string, value: string][] {
  return text.split('\n').flatMap((line): [string, string][] => {
    const equals = line.indexOf('=');
    return equals > 0 ? [[line.slice(0, equals), line.slice(equals + 1)]] : [];
  });
}

/** Values are quoted as for a shell. */
function unquote(value: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  return (quoted?.[2] ?? value).replace(/\\(["'$`\\])/g, '$1');
}
