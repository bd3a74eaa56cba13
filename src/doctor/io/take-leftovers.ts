// This file takes away, through the door, what a package that is taken out of the database has outside /usr: dpkg would remove it, too.

import { openKeeper, type Keeper } from '../../kept/io/keep.ts';
import { putInPlace, takeAway } from '../../kept/io/take.ts';
import { withMarks, type MarkName } from '../../packages/auto-marks.ts';
import { DPKG } from '../../places.ts';
import { digestOf } from '../../system/files/digest.ts';
import { isFolder, listFolder, readText, statusOf } from '../../system/files/read.ts';
import { isBelowUsr } from '../../text/paths.ts';
import type { FoundRecord } from './image-record.ts';
import type { ForgottenFiles } from './info-files.ts';
import type { Left } from './repair-database.ts';

/** `others` are the paths that the packages which stay have. Returns the files that stay, and why. */
export async function takeLeftovers(forgotten: readonly ForgottenFiles[], others: ReadonlySet<string>): Promise<Left[]> {
  const keeper = openKeeper();
  const left: Left[] = [];
  for (const { name, paths, sums, conffiles } of forgotten) {
    const own = paths.filter((path) => path.startsWith('/') && path !== '/usr' && !isBelowUsr(path) && !others.has(path) && !conffiles.has(path));
    const files = own.filter((path) => isTakable(path));
    const edited = files.filter((path) => statusOf(path)?.isFile() === true && digestOf(path, 'md5') !== sums.get(path));
    left.push(...edited.map((path) => ({ name: path, why: `it is not as ${name} shipped it` })));
    left.push(...(await takeAll(files.filter((path) => !edited.includes(path)), name, sums, keeper)));
    // From the innermost one on; what is not empty is somebody's.
    for (const folder of own.toReversed()) if (isFolder(folder) && listFolder(folder).length === 0) await takeAll([folder], name, sums, keeper);
  }
  return left;
}

function isTakable(path: string): boolean {
  const status = statusOf(path);
  return status?.isFile() === true || status?.isSymbolicLink() === true;
}

async function takeAll(paths: readonly string[], name: string, sums: ReadonlyMap<string, string>, keeper: Keeper): Promise<Left[]> {
  if (paths.length === 0) return [];
  const sameOf = (path: string) => [sums.get(path)].flatMap((digest) => (digest === undefined ? [] : [{ digest, from: `the package ${name}` }]))[0] ?? null;
  const kept = await keeper.keepAll(paths.map((path) => ({ path, why: `${name} was taken out of the database`, overlay: null, same: sameOf(path) })));
  return kept.flatMap((each, index) => {
    const why = typeof each === 'string' ? each : takeAway(each);
    return why === null ? [] : [{ name: paths[index] ?? '', why }];
  });
}

const MARKS = '/var/lib/apt/extended_states';

/** Sets apt's marks right. Returns null, or why they are as they were. */
export async function repairMarks(gone: readonly MarkName[], records: readonly FoundRecord[]): Promise<string | null> {
  const [text, like] = [readText(MARKS), statusOf(MARKS)];
  if (text === undefined || like === undefined) return null;
  const image = records.map(({ database }) => (database === null ? undefined : readText(database.endsWith(DPKG) ? `${database.slice(0, -DPKG.length)}${MARKS}` : ''))).find((found) => found !== undefined);
  const now = withMarks(text, gone, records.map(({ stanza }) => stanza), image ?? '');
  if (now === withMarks(text, [], [], '')) return null;
  const [kept = 'it cannot be kept'] = await openKeeper().keepAll([{ path: MARKS, why: 'packages were taken out of the database, or put back', overlay: null }]);
  const why = typeof kept === 'string' ? kept : putInPlace(kept, { kind: 'text', text: now, like });
  return why === null ? null : `${MARKS}: ${why}`;
}
