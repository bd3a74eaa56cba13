// How large packages are that are to be unpacked: by apt's own lists, which hold their records, and by archives that no list knows.

import { readFileSync } from 'node:fs';
import { listFolder } from '../../system/files/read.ts';
import { ask, HANGS } from '../../system/processes/run-program.ts';
import { parseSizes, totalOf, versionKey, type PackageVersion, type Sizes } from '../request/package-sizes.ts';

/**
 * `lists`: apt's folder of lists. `archives`: paths of archives, for what the lists do not tell. Null where a package is in neither; lists that
 * apt keeps compressed are not read.
 */
export function sizesOf(incoming: readonly PackageVersion[], lists: string, archives: (missing: ReadonlySet<string>) => readonly string[]): Sizes | null {
  const found = new Map<string, Sizes>();
  const missing = new Set(incoming.map(versionKey));
  const keep = (record: string): void => {
    const { version, sizes } = parseSizes(record);
    const key = versionKey(version);
    if (missing.delete(key)) found.set(key, sizes);
  };
  const names = new Set(incoming.map(({ name }) => name));
  for (const list of listsIn(lists)) if (missing.size > 0) forEachRecord(list, names, keep);
  if (missing.size > 0) for (const archive of archives(missing)) keep(recordOf(archive));
  return missing.size > 0 ? null : totalOf([...found.values()]);
}

/** The paths of the lists of packages that can be read as they are. */
export function listsIn(folder: string): string[] {
  return listFolder(folder).filter((name) => name.endsWith('_Packages')).map((name) => `${folder}/${name}`);
}

/** A list of Debian has 60 MB and 70,000 records: it is gone through as bytes, and only the records of these names are made text. */
function forEachRecord(path: string, names: ReadonlySet<string>, take: (record: string) => void): void {
  const list = readBytes(path);
  for (let at = list.indexOf(FIELD); at >= 0; at = list.indexOf(FIELD, at)) {
    const start = at;
    at = Math.max(list.indexOf('\n', start), start + 1);
    const isField = start === 0 || list[start - 1] === NEWLINE;
    if (!isField || !names.has(list.toString('latin1', start + FIELD.length, at))) continue;
    const end = list.indexOf('\n\n', start);
    take(list.toString('utf8', start, end < 0 ? list.length : end));
  }
}

/** The first field of each record. */
const FIELD = 'Package: ';
const NEWLINE = 10;

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

/** An archive's own record, in the form of a list's; empty where it cannot be read. */
export function recordOf(archive: string): string {
  return ask('/usr/bin/dpkg-deb', ['--field', archive, 'Package', 'Version', 'Architecture', 'Installed-Size'], { timeout: HANGS }) ?? '';
}
