// Who called: apt and dpkg tell their hooks nothing, /proc does.

import { readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { readText } from './files.ts';

/** The words of a process's command line; empty where it is gone or hidden. */
export function wordsOf(pid: number): string[] {
  const text = readText(`/proc/${pid}/cmdline`) ?? '';
  return text === '' ? [] : text.replace(/\0$/, '').split('\0');
}

/** The parent of a process, or null. Read behind the last `)`: a command's name may hold anything. */
export function parentOf(pid: number): number | null {
  const stat = readText(`/proc/${pid}/stat`) ?? '';
  const parent = /^ \S (\d+) /.exec(stat.slice(stat.lastIndexOf(')') + 1))?.[1];
  return parent === undefined ? null : Number(parent);
}

/** The file name of the program that a process runs, or null. */
export function programOf(pid: number): string | null {
  try {
    return basename(readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, ''));
  } catch {
    return null;
  }
}

/** The working directory of a process, or / where it cannot be told. */
export function workingDirectoryOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '/';
  }
}
