// This file reads the kernel's table of file locks, /proc/locks; see proc_locks(5).

/** Holds one lock; `device` is major:minor in decimal, as in mountinfo. `pid` is -1 for an open file description's lock, see fcntl(2). */
export type Lock = { pid: number; device: string; inode: number };

/** Parses the text of /proc/locks and skips the line of a waiter (`1: -> POSIX …`), which holds nothing. */
export function parseLocks(text: string): Lock[] {
  const lines = text.matchAll(/^\d+: [A-Z]+ +\S+ +\S+ +(-?\d+) ([0-9a-f]+):([0-9a-f]+):(\d+) /gm);
  return [...lines].map(([, pid, major = '', minor = '', inode]) => ({ pid: Number(pid), device: `${parseInt(major, 16)}:${parseInt(minor, 16)}`, inode: Number(inode) }));
}
