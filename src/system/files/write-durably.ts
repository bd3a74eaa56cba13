// This file writes files so that a kill or a power failure leaves either the old or the new content.

import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Replaces a file of root's (mode 0600). The folder must be writable by root only, because the temporary file's name can be guessed. */
export function writeDurably(path: string, text: string): void {
  writeBeside(path, text);
  syncFolder(dirname(path));
}

/** Writes several files of one folder in this order. The folder is flushed only once, because that takes a disk as long as a file. */
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

/** Brings the names in a folder to the disk: a file that was removed or renamed stays so. */
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
