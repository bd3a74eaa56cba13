// This file manages the folder on disk in which our overlays store, and remembers it: after a reboot no mount leads there.

import { mkdirSync, readdirSync, realpathSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { STATE_FOLDER, STORAGE_NAME } from '../../places.ts';
import { isThere, readText, statusOf } from '../../system/files/read.ts';
import { readMounts } from '../../system/mounts/mounts.ts';
import { changeableByOthers } from '../../system/files/trusted-folder.ts';
import { runProgram, type ProgramResult } from '../../system/processes/run-program.ts';
import { writeDurably } from '../../system/files/write-durably.ts';
import { whyOf } from '../../fault.ts';

/** The file lists one folder per line. It only says where to look; each folder is checked before anything is removed. */
const RECORD = `${STATE_FOLDER}/storage`;
const MARK = 'usr-overlay.README';
const MARK_TEXT = 'What `usr-overlay up --storage` stores. It is of no use after a reboot: the next `usr-overlay up` or `down` removes it.\n';

export function rememberedStorage(): string[] {
  return (readText(RECORD, { noFollow: true }) ?? '').split('\n').filter((line) => line.startsWith('/') && line.endsWith(`/${STORAGE_NAME}`));
}

/** The folder is recorded before it is made, so that it is found again even when this process is killed in between. */
export async function makeDiskStorage(folder: string): Promise<ProgramResult> {
  const cleared = await clear(folder);
  if (!cleared.ok) return cleared;
  try {
    remember([...new Set([...rememberedStorage(), folder])]);
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(`${folder}/${MARK}`, MARK_TEXT, { flag: 'wx' });
    return { ok: true };
  } catch (error) {
    // A full or read-only disk is the host's doing and no bug of ours.
    return { ok: false, line: `cannot make ${folder}: ${whyOf(error)}` };
  }
}

/** Removes the folder and forgets it. A folder that is not ours is left alone, reported once, and forgotten. */
export async function removeDiskStorage(folder: string): Promise<ProgramResult> {
  const cleared = await clear(folder);
  if (cleared.ok || !isOurs(folder)) remember(rememberedStorage().filter((each) => each !== folder));
  return cleared;
}

/** The mark is removed last, so that what a kill leaves behind can still be recognised as ours. */
async function clear(folder: string): Promise<ProgramResult> {
  if (!isThere(folder)) return { ok: true };
  if (!isOurs(folder)) return { ok: false, line: `${folder} was not made by usr-overlay, and was left alone` };
  const inside = readMounts().find(({ mountPoint }) => mountPoint === folder || mountPoint.startsWith(`${folder}/`));
  if (inside) return { ok: false, line: `something is mounted on ${inside.mountPoint}, so it was left alone` };
  const content = readdirSync(folder).filter((name) => name !== MARK);
  const removed = await runProgram('rm', ['-rf', '--one-file-system', '--', ...content.map((name) => `${folder}/${name}`)], TIMEOUT);
  if (!removed.ok) return removed;
  rmSync(`${folder}/${MARK}`, { force: true });
  rmdirSync(folder);
  return { ok: true };
}

/** Our folder is real, root's alone, on a path that only root can change, and has the mark or (after a kill) nothing in it. */
function isOurs(folder: string): boolean {
  const { mode, uid } = statusOf(folder) ?? { mode: 0, uid: -1 };
  if ((mode & 0o177777) !== 0o040700 || uid !== 0 || realpathSync(folder) !== folder || changeableByOthers(dirname(folder)) !== null) return false;
  const names = readdirSync(folder);
  return names.length === 0 || names.includes(MARK);
}

function remember(folders: readonly string[]): void {
  mkdirSync(STATE_FOLDER, { recursive: true, mode: 0o700 });
  if (folders.length > 0) return writeDurably(RECORD, folders.map((folder) => `${folder}\n`).join(''));
  rmSync(RECORD, { force: true });
  if (readdirSync(STATE_FOLDER).length === 0) rmdirSync(STATE_FOLDER);
}

const TIMEOUT = 300_000;
