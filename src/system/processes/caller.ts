// Who is behind this process: root, mostly, by sudo.

import { readText } from '../files/read.ts';

/** Who called sudo; else who logged in: /proc/PID/loginuid stays the same through su and sudo, and is -1 without a login. */
export function caller(): string | null {
  return process.env.SUDO_USER ?? loginUser();
}

/** For a hook, which got a clean environment: the package manager's own tells who called sudo. */
export function callerOf(pid: number): string | null {
  const sudoUser = readText(`/proc/${pid}/environ`)?.split('\0').find((each) => each.startsWith('SUDO_USER='));
  return sudoUser?.replace('SUDO_USER=', '') ?? loginUser();
}

function loginUser(): string | null {
  const uid = readText('/proc/self/loginuid')?.trim();
  return uid === undefined || uid === '4294967295' || uid === '' ? null : nameOfUser(readText('/etc/passwd') ?? '', uid);
}

/** passwd(5) */
export function nameOfUser(passwd: string, uid: string): string {
  const line = passwd.split('\n').find((each) => each.split(':')[2] === uid);
  return line?.split(':')[0] || uid;
}
