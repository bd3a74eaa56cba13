// A file that after a kill or a power failure is either the old one or the new one.

import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** For a folder in which only root can write: the name of the temporary file is known beforehand. */
export function writeDurably(path: string, text: string): void {
  writeBeside(path, text);
  syncFolder(dirname(path));
}

/** Several of one folder, one after the other in this order; the folder, which takes a disk as long as a file, is brought to it once. */
export function writeAllDurably(folder: string, files: readonly (readonly [name: string, text: string])[]): void {
  for (const [name, text] of files) writeBeside(`${folder}/${name}`, text);
  syncFolder(folder);
}

function writeBeside(path: string, text: string): void {
  const beside = `${path}.new`;
  try {
    writeFileSync(beside, text, { flush: true, mode: 0o600 });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
