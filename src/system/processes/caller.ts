// This file finds the user behind this process, which root mostly runs through sudo.

import { readText } from '../files/read.ts';

/** Returns who called sudo, else who logged in, or null. /proc/PID/loginuid survives su and sudo, and is -1 without a login. */
export function caller(): string | null {
  return process.env.SUDO_USER ?? loginUser();
}

/** Works as `caller`, for a hook: its environment is clean, but that of the package manager `pid` tells who called sudo. */
export function callerOf(pid: number): string | null {
  const sudoUser = readText(`/proc/${pid}/environ`)?.split('\0').find((each) => each.startsWith('SUDO_USER='));
  return sudoUser?.replace('SUDO_USER=', '') ?? loginUser();
}

function loginUser(): string | null {
  const uid = readText('/proc/self/loginuid')?.trim();
  return uid === undefined || uid === '4294967295' || uid === '' ? null : nameOfUser(readText('/etc/passwd') ?? '', uid);
}

/** Returns the name of a numeric user id in the text of passwd(5), or the id itself where it has no name. */
export function nameOfUser(passwd: string, uid: string): string {
  const line = passwd.split('\n').find((each) => each.split(':')[2] === uid);
  return line?.split(':')[0] || uid;
}
