// The folder on disk in which our overlays store, and the memory of it: after a reboot no mount leads there any more.

import { lstatSync, mkdirSync, readdirSync, realpathSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { STATE_FOLDER, STORAGE_NAME } from '../../places.ts';
import { readText } from '../../system/files/read.ts';
import { readMounts } from '../../system/mounts/mounts.ts';
import { changeableByOthers } from '../../system/files/trusted-folder.ts';
import { runProgram, type ProgramResult } from '../../system/processes/run-program.ts';
import { writeDurably } from '../../system/files/write-durably.ts';
import { codeOf } from '../../fault.ts';

/** One folder a line. It says where to look; what is there is looked at all the same. */
const RECORD = `${STATE_FOLDER}/storage`;
const MARK = 'usr-overlay.README';
const MARK_TEXT = 'What `usr-overlay up --storage` stores. It is of no use after a reboot: the next `usr-overlay up` or `down` removes it.\n';

export function rememberedStorage(): string[] {
  return (readText(RECORD, { noFollow: true }) ?? '').split('\n').filter((line) => line.startsWith('/') && line.endsWith(`/${STORAGE_NAME}`));
}

/** Remembered first, so that a folder whose maker is killed is found again. */
export async function makeDiskStorage(folder: string): Promise<ProgramResult> {
  const cleared = await clear(folder);
  if (!cleared.ok) return cleared;
  try {
    remember([...new Set([...rememberedStorage(), folder])]);
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(`${folder}/${MARK}`, MARK_TEXT, { flag: 'wx' });
    return { ok: true };
  } catch (error) {
    // A full or read-only disk is no fault of ours.
    return { ok: false, line: `cannot make ${folder}: ${codeOf(error)}` };
  }
}

/** Anything else by that name is left alone, said, and not asked about again. */
export async function removeDiskStorage(folder: string): Promise<ProgramResult> {
  const cleared = await clear(folder);
  if (cleared.ok || !isOurs(folder)) remember(rememberedStorage().filter((each) => each !== folder));
  return cleared;
}

/** The mark goes last: what a kill leaves can still be told. */
async function clear(folder: string): Promise<ProgramResult> {
  if (!lstatSync(folder, { throwIfNoEntry: false })) return { ok: true };
  if (!isOurs(folder)) return { ok: false, line: `${folder} was not made by usr-overlay: left alone` };
  const inside = readMounts().find(({ mountPoint }) => mountPoint === folder || mountPoint.startsWith(`${folder}/`));
  if (inside) return { ok: false, line: `something is mounted on ${inside.mountPoint}: left alone` };
  const content = readdirSync(folder).filter((name) => name !== MARK);
  const removed = await runProgram('rm', ['-rf', '--one-file-system', '--', ...content.map((name) => `${folder}/${name}`)], TIMEOUT);
  if (!removed.ok) return removed;
  rmSync(`${folder}/${MARK}`, { force: true });
  rmdirSync(folder);
  return { ok: true };
}

/** A real folder of root's alone, reached over such that only root can change, with the mark, or empty: its maker was killed before that. */
function isOurs(folder: string): boolean {
  const { mode, uid } = lstatSync(folder, { throwIfNoEntry: false }) ?? { mode: 0, uid: -1 };
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
