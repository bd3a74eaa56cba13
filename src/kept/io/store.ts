// The dated folders on the disk, and the index of each. A copy is whole before its entry is written, and nothing is taken before that.

import { appendFileSync, closeSync, fsyncSync, lstatSync, mkdirSync, openSync, readdirSync, rmSync, type Stats } from 'node:fs';
import { whyOf } from '../../fault.ts';
import { folderName, folderTime, indexLines, parseIndex, type KeptEntry, type KeptThing } from '../kept-entry.ts';
import type { KeptFolder } from '../plan-prune.ts';
import { KEPT_FOLDER, STATE_FOLDER } from '../../places.ts';
import { listFolder, readText } from '../../system/files/read.ts';
import { changeableByOthers, ensureRootFolder } from '../../system/files/trusted-folder.ts';

/** A new dated folder in `store`; or why there can be none. */
export function makeDatedFolder(store: string): { folder: string } | { line: string } {
  try {
    if (store === KEPT_FOLDER) {
      mkdirSync(STATE_FOLDER, { recursive: true, mode: 0o700 });
      const other = changeableByOthers(STATE_FOLDER);
      if (other !== null) return { line: `${other} is writable by users other than root` };
    }
    const wrong = ensureRootFolder(store);
    if (wrong !== null) return { line: wrong };
    const folder = `${store}/${folderName(new Date(), listFolder(store))}`;
    mkdirSync(folder, { mode: 0o700 });
    syncFolder(store);
    return { folder };
  } catch (error) {
    return { line: `${store}: ${whyOf(error)}` };
  }
}

/** On the disk when this returns. */
export function appendIndex(folder: string, entries: readonly KeptEntry[]): void {
  const path = `${folder}/${INDEX}`;
  appendFileSync(path, indexLines(entries, readText(path, { noFollow: true, throws: true }) ?? ''), { mode: 0o600, flush: true });
  syncFolder(folder);
}

/** Oldest first. */
export function readKept(store: string = KEPT_FOLDER): KeptThing[] {
  const folders = listFolder(store).filter((name) => folderTime(name) !== null).sort();
  return folders.flatMap((folder) => parseIndex(readText(`${store}/${folder}/${INDEX}`, { noFollow: true }) ?? '').map((entry) => ({ ...entry, folder })));
}

export function keptFolders(store: string = KEPT_FOLDER): KeptFolder[] {
  return listFolder(store).map((name) => ({ name, bytes: bytesIn(`${store}/${name}`, lstatSync(`${store}/${name}`)) }));
}

export function removeKept(name: string, store: string = KEPT_FOLDER): void {
  rmSync(`${store}/${name}`, { recursive: true });
}

export function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

const INDEX = 'index';
/** Of stat(2)'s blocks, whatever the file system's are. */
const BLOCK = 512;

function bytesIn(path: string, stat: Stats): number {
  const own = stat.blocks * BLOCK;
  if (!stat.isDirectory()) return own;
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(`${path}/${name}`, lstatSync(`${path}/${name}`)), own);
}
