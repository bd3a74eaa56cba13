// This file stores what is known of /boot beside the record of the overlay that is on, with copies of what its packages may take away.

import { constants, copyFileSync, linkSync, lstatSync, mkdirSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { listBoot } from './list-boot.ts';
import { parseBootEve, parseBootState, type BootEve, type BootFile, type BootState, type BootTree } from '../boot-state.ts';
import { STATE_FOLDER } from '../../places.ts';
import { roomIn } from '../../host/io/gather-free-space.ts';
import { isFolder, readText } from '../../system/files/read.ts';
import { exitCodeOf } from '../../system/processes/run-program.ts';
import { writeDurably } from '../../system/files/write-durably.ts';

const OPEN = `${STATE_FOLDER}/open`;
const [STATE, EVE, COPIES] = ['boot.json', 'boot-eve.json', 'boot'];

/** `folder`: the record's. Null where nothing is known. */
export function readBootState(folder: string = OPEN): BootState | null {
  return parseBootState(readText(`${folder}/${STATE}`, { noFollow: true }) ?? '');
}

export function readBootEve(folder: string = OPEN): BootEve | null {
  return parseBootEve(readText(`${folder}/${EVE}`, { noFollow: true }) ?? '');
}

/** The eve is over with it. */
export function writeBootState(state: BootState, folder: string = OPEN): void {
  writeDurably(`${folder}/${STATE}`, JSON.stringify(state));
  rmSync(`${folder}/${EVE}`, { force: true });
}

/** Nothing of it is left to do. */
export function forgetBoot(folder: string): void {
  for (const name of [STATE, EVE, COPIES]) rmSync(`${folder}/${name}`, { recursive: true, force: true });
}

/**
 * Just before a transaction in the overlay that is recorded: what /boot is like, and where packages may change it behind everybody's back,
 * as their scripts can, a copy of all in it that has none yet. `inPlace`: even large files may be written to, not only replaced.
 */
export function writeBootEve({ scripts, inPlace }: { scripts: boolean; inPlace: boolean }): void {
  const state = readBootState();
  const now = state === null ? null : listBoot();
  if (state === null || now === null) return;
  try {
    writeDurably(`${OPEN}/${EVE}`, JSON.stringify({ first: readBootEve()?.first ?? now, last: now } satisfies BootEve));
    if (scripts) saveCopies(now, new Set(state.changed), inPlace);
  } catch {
    // No room, or no folder: what is changed then is named, and cannot come back.
  }
}

/** The path of a copy of the file as it was, or null. What was written to since it was saved is none. */
export function bootCopyOf(folder: string, path: string, file: BootFile): string | null {
  const copy = `${folder}/${COPIES}/${copyName(path, file)}`;
  const stat = lstatSync(copy, { throwIfNoEntry: false });
  return stat?.isFile() === true && stat.size === file.size && Math.floor(stat.mtimeMs) === file.mtime ? copy : null;
}

/** Of what is there as it is to be, which is all that no package changed. */
function saveCopies(now: BootTree, changed: ReadonlySet<string>, inPlace: boolean): void {
  const wanted = Object.entries(now).filter(([path, file]) => file.kind === 'file' && !changed.has(path) && bootCopyOf(OPEN, path, file) === null);
  if (wanted.length === 0) return;
  const folder = `${OPEN}/${COPIES}`;
  if (!isFolder(folder)) mkdirSync(folder, { mode: 0o700 });
  let room = (roomIn(OPEN)?.free ?? 0) - SPARE;
  for (const [path, file] of wanted.toSorted(([, one], [, other]) => one.size - other.size)) {
    const [draft, copy] = [`${folder}/new`, `${folder}/${copyName(path, file)}`];
    rmSync(draft, { force: true });
    if (!inPlace && file.size > SMALL && linked(path, draft)) {
      renameSync(draft, copy);
      continue;
    }
    if ((room -= file.size) < 0) break;
    copyFileSync(path, draft, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
    // In the middle of its millisecond: a fraction of seconds is not exact.
    utimesSync(draft, (file.mtime + 0.5) / 1000, (file.mtime + 0.5) / 1000);
    renameSync(draft, copy);
  }
  // At once: a copy that a power failure cut short has another size.
  exitCodeOf('/usr/bin/sync', ['-f', folder], { timeout: SYNC_TIMEOUT });
}

/** Room that the rest of the host may need. */
const SPARE = 256 * 1024 * 1024;
/** Kernels and initramfs images are replaced, not written to, by all that makes them behind the guard's back. */
const SMALL = 4 * 1024 * 1024;
const SYNC_TIMEOUT = 60_000;

/** Costs nothing, where /boot is in the same file system. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch {
    return false;
  }
}

function copyName(path: string, { size, mtime }: BootFile): string {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(`${path}\0${size}\0${mtime}`).digest('hex');
}
