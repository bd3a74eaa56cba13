// Who called: apt and dpkg tell their hooks nothing, /proc does.

import { basename } from 'node:path';
import { linkTarget, readText } from '../files/read.ts';

/** The words of a process's command line; empty where it is gone or hidden. */
export function wordsOf(pid: number): string[] {
  const text = readText(`/proc/${pid}/cmdline`) ?? '';
  return text === '' ? [] : text.replace(/\0$/, '').split('\0');
}

/** The parent of a process, or null. */
export function parentOf(pid: number): number | null {
  const parent = statOf(pid)[1];
  return parent === undefined ? null : Number(parent);
}

/** When a process was started, in clock ticks since boot, or null. */
export function startTimeOf(pid: number): number | null {
  const start = statOf(pid)[19];
  return start === undefined ? null : Number(start);
}

/** The fields of /proc/PID/stat from the third on. They come behind the last `)`: a command's name may hold anything. */
function statOf(pid: number): string[] {
  const stat = readText(`/proc/${pid}/stat`);
  return stat === undefined ? [] : stat.slice(stat.lastIndexOf(')') + 2).trimEnd().split(' ');
}

/** The file name of the program that a process runs, or null. */
export function programOf(pid: number): string | null {
  const target = linkTarget(`/proc/${pid}/exe`);
  return target === undefined ? null : basename(target.replace(/ \(deleted\)$/, ''));
}

/** The working directory of a process, or / where it cannot be told. */
export function workingDirectoryOf(pid: number): string {
  return linkTarget(`/proc/${pid}/cwd`) ?? '/';
}

/** The command line of a process on one line, shortened. */
export function commandOf(pid: number): string {
  const command = wordsOf(pid).join(' ').replace(/[\x00-\x1f\x7f]+/g, ' ');
  return command === '' ? 'which has ended' : command.length > 60 ? `${command.slice(0, 57)}...` : command;
}
