// This file reads from /proc who called us, because apt and dpkg tell their hooks nothing.

import { basename } from 'node:path';
import { isEmulator, withoutEmulator } from '../../text/emulator.ts';
import { linkTarget, readText } from '../files/read.ts';

/** Returns the words of a process's command line, without those of an emulator that runs it; none where it is gone or hidden. */
export function wordsOf(pid: number): string[] {
  const words = commandLineOf(pid);
  return withoutEmulator(words)?.words ?? words;
}

function commandLineOf(pid: number): string[] {
  const text = readText(`/proc/${pid}/cmdline`) ?? '';
  return text === '' ? [] : text.replace(/\0$/, '').split('\0');
}

/** Returns the pid of a process's parent, or null. */
export function parentOf(pid: number): number | null {
  const parent = statOf(pid)[1];
  return parent === undefined ? null : Number(parent);
}

/** Returns when a process was started, in clock ticks since boot, or null. */
export function startTimeOf(pid: number): number | null {
  const start = statOf(pid)[19];
  return start === undefined ? null : Number(start);
}

/** Returns how many milliseconds a process is old; null where it is gone. The kernel counts its start in hundredths of a second, see proc_pid_stat(5). */
export function ageOf(pid: number): number | null {
  const start = startTimeOf(pid);
  const uptime = readText('/proc/uptime')?.split(' ')[0];
  return start === null || uptime === undefined ? null : Number(uptime) * 1000 - start * 10;
}

/** Returns the fields of /proc/PID/stat from the third on. They follow the last `)`, because a command's name may contain anything. */
function statOf(pid: number): string[] {
  const stat = readText(`/proc/${pid}/stat`);
  return stat === undefined ? [] : stat.slice(stat.lastIndexOf(')') + 2).trimEnd().split(' ');
}

/** Returns the file name of the program that a process runs, or null; of an emulator, that of the program that it runs. */
export function programOf(pid: number): string | null {
  const target = linkTarget(`/proc/${pid}/exe`)?.replace(/ \(deleted\)$/, '');
  if (target === undefined) return null;
  return basename((isEmulator(target) ? withoutEmulator(commandLineOf(pid))?.program : undefined) ?? target);
}

/** Returns the working directory of a process, or / where it is unknown. */
export function workingDirectoryOf(pid: number): string {
  return linkTarget(`/proc/${pid}/cwd`) ?? '/';
}

/** Returns the command line of a process on one line, cut to 60 characters. */
export function commandOf(pid: number): string {
  const command = wordsOf(pid).join(' ').replace(/[\x00-\x1f\x7f]+/g, ' ');
  return command === '' ? 'which has ended' : command.length > 60 ? `${command.slice(0, 57)}...` : command;
}
