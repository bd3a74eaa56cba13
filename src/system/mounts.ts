// Mounting and unmounting, by the host's own mount(8) and umount(8).

import { accessSync, constants, readFileSync } from 'node:fs';
import { parseMountinfo, type Mount } from '../core/mountinfo.ts';
import { readText } from './files.ts';
import { runProgram, type ProgramResult } from './run-program.ts';

const TIMEOUT = 30_000;
const MOUNT_TABLE = '/proc/self/mountinfo';

/** The whole mount table as this process sees it. Throws where it cannot be read: that no overlay is seen does not mean that there is none. */
export function readMounts(table = MOUNT_TABLE): Mount[] {
  return parseMountinfo(readMountTable(table));
}

export function readMountTable(table = MOUNT_TABLE): string {
  return readFileSync(table, 'utf8');
}

/** Null, or why nothing can be done about mounts here. */
export function mountTableProblem(table = MOUNT_TABLE): string | null {
  return parseMountinfo(readText(table) ?? '').length > 0 ? null : `${table} cannot be read, so that what is mounted on /usr is not known: nothing was done`;
}

export function mountTmpfs(source: string, on: string, size?: string): Promise<ProgramResult> {
  return mount('-t', 'tmpfs', '-o', `mode=0700${size === undefined ? '' : `,size=${size}`}`, source, on);
}

/** `folder` holds `upper` and `work`; what is on `on` now is the lower layer. */
export function mountOverlay(source: string, on: string, folder: string, readOnly: boolean): Promise<ProgramResult> {
  return mount('-t', 'overlay', '-o', `${readOnly ? 'ro,' : ''}lowerdir=${on},upperdir=${folder}/upper,workdir=${folder}/work`, source, on);
}

/** Without --options-source=disable mount(8) passes on the table's /proc/self/fd/N, which is ostree's: ostree commit bc62fd51. */
export function remount(on: string, mode: 'rw' | 'ro'): Promise<ProgramResult> {
  return mount('--options-source=disable', '-o', `remount,${mode}`, on);
}

export function unmountLazily(on: string): Promise<ProgramResult> {
  return runProgram('umount', ['--lazy', '--no-mtab', '--', on], TIMEOUT);
}

/** What access(2) says to root; it knows more than the mount table, see `usr-access` in src/core/evidence.ts. */
export function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function mount(...words: string[]): Promise<ProgramResult> {
  return runProgram('mount', ['--internal-only', ...words], TIMEOUT);
}
