// The table of file locks, /proc/locks: https://man7.org/linux/man-pages/man5/proc_locks.5.html

/** A held lock. `device` is major:minor in decimal, as mountinfo writes it. */
export type Lock = { pid: number; device: string; inode: number };

/** Reads the text of /proc/locks; a waiter's line (`1: -> POSIX …`) holds nothing and is passed over. */
export function parseLocks(text: string): Lock[] {
  const lines = text.matchAll(/^\d+: [A-Z]+ +\S+ +\S+ +(\d+) ([0-9a-f]+):([0-9a-f]+):(\d+) /gm);
  return [...lines].map(([, pid, major = '', minor = '', inode]) => ({ pid: Number(pid), device: `${parseInt(major, 16)}:${parseInt(minor, 16)}`, inode: Number(inode) }));
}
