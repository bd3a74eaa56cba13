// This file looks for each package's files: whether they are there, and whether they are those that dpkg's database means.

import { isChangelog, parseDiversions, parseList, parseMd5sums, parsePathFilter } from '../../packages/dpkg-files.ts';
import { infoName, parseStanzas, type Stanza } from '../../packages/dpkg-status.ts';
import { count, emptyTally, type Examined, type Tally } from '../package-health.ts';
import { isFolder, isThere, listFolder, modifiedAt, readText } from '../../system/files/read.ts';
import { DPKG } from '../../places.ts';
import { isBelowUsr } from '../../text/paths.ts';
import { digestOf } from '../../system/files/digest.ts';

/** Holds dpkg's database and the folder that it was read from. */
export type Database = { folder: string; stanzas: Stanza[] };

/** Returns undefined where there is no database, or one that dpkg could not read either. */
export function readDatabase(folder: string): Database | undefined {
  // Each byte is a character, so that what is written back is what was read.
  const status = readText(`${folder}/status`, { encoding: 'latin1' });
  const updates = listFolder(`${folder}/updates`).filter((name) => /^\d+$/.test(name)).sort();
  const stanzas = status === undefined ? undefined : parseStanzas(status, updates.map((name) => readText(`${folder}/updates/${name}`, { encoding: 'latin1' }) ?? ''));
  return stanzas && { folder, stanzas };
}

/** Returns the paths that the packages of a database list. */
export function listedIn(folder: string): Set<string> {
  const stanzas = readDatabase(folder)?.stanzas ?? [];
  return new Set(stanzas.flatMap((stanza) => parseList(readText(`${folder}/info/${infoName(stanza)}.list`) ?? '')));
}

/** Receives words about what is being examined. */
export type Progress = (words: string) => void;

/** `isSince` tells of a time, in milliseconds since 1970, whether the image is older; null where that is unknown. */
export function examinePackages({ folder, stanzas }: Database, isSince: (time: number) => boolean | null, progress: Progress): Examined[] {
  const lists = stanzas.map((stanza) => readText(`${folder}/info/${infoName(stanza)}.list`));
  const paths = lists.map((text) => (text === undefined ? null : parseList(text)));
  const look = lookWith(folder, ownersOf(paths));
  return stanzas.map((stanza, index) => {
    progress(`looking for the files of package ${index + 1} of ${stanzas.length}`);
    const own = paths[index];
    if (!own) return { stanza, tally: null };
    const base = `${folder}/info/${infoName(stanza)}`;
    return { stanza, tally: look(stanza, own, parseMd5sums(readText(`${base}.md5sums`) ?? ''), isSince(modifiedAt(`${base}.list`) ?? 0)) };
  });
}

/** Counts how the files on disk fit a list and checksums that are not part of the database. */
export function examineFiles(stanza: Stanza, paths: readonly string[], sums: ReadonlyMap<string, string>): Tally {
  return lookWith(DPKG, new Map())(stanza, paths, sums, null);
}

function lookWith(folder: string, owners: ReadonlyMap<string, number>) {
  const diversions = parseDiversions(readText(`${folder}/diversions`) ?? '');
  const configurations = ['/etc/dpkg/dpkg.cfg', ...listFolder('/etc/dpkg/dpkg.cfg.d').map((name) => `/etc/dpkg/dpkg.cfg.d/${name}`)];
  const isLeftOut = parsePathFilter(configurations.map((path) => readText(path) ?? ''));
  return ({ name }: Stanza, paths: readonly string[], sums: ReadonlyMap<string, string>, changedHere: boolean | null): Tally => {
    const tally = emptyTally(changedHere);
    for (const path of paths.filter(isBelowUsr)) {
      const diverted = diversions.get(path);
      // The package that diverts a file may be a ghost; then the file is still in its own place.
      const places = diverted && diverted.by !== name ? [diverted.to, path] : [path];
      const place = places.find(isThere);
      if (place === undefined) {
        if (!isLeftOut(path)) count(tally, path, 'missing', null);
      } else if ((owners.get(path) ?? 1) === 1 && !isFolder(place)) {
        const content = compare(place, sums.get(path));
        count(tally, path, 'present', content);
        if (content === 'differs' && isChangelog(path)) tally.otherChangelog = true;
      }
    }
    return tally;
  };
}

function ownersOf(lists: readonly (readonly string[] | null)[]): Map<string, number> {
  const owners = new Map<string, number>();
  for (const paths of lists) for (const path of paths ?? []) owners.set(path, (owners.get(path) ?? 0) + 1);
  return owners;
}

/** Returns null where there is no checksum to compare with, or the file cannot be read. */
function compare(path: string, sum: string | undefined): 'same' | 'differs' | null {
  const now = sum === undefined ? undefined : digestOf(path, 'md5', { follow: true });
  return now === undefined ? null : now === sum ? 'same' : 'differs';
}
