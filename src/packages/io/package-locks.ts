// Who holds the lock of a package database, also where an overlay was mounted over it in the meantime.

import { closeSync, constants, openSync, promises, statSync } from 'node:fs';
import { O_PATH, readText } from '../../system/files/read.ts';
import { readMounts } from '../../system/mounts/mounts.ts';
import { commandOf } from '../../system/processes/process-table.ts';

/** dpkg's (apt takes the first, too) and rpm's; each is a record lock on the file in the database's folder. */
const LOCK_FILES = ['lock-frontend', 'lock', '.rpm.lock'];

export type PackageLocks = {
  /** The process that holds one of the locks, in words; else null. `table`: an answer of /proc/locks that was asked for before. */
  holder: (table?: Promise<string>) => Promise<string | null>;
  close: () => void;
};

/** The kernel takes 10 to 20 ms for it (seq_file's start in fs/locks.c waits for an RCU grace period), in which other work can be done. */
export function readLockTable(): Promise<string> {
  return promises.readFile('/proc/locks', 'utf8').catch(() => '');
}

/** Watches the databases in the folders as they are mounted now. */
export function watchPackageLocks(folders: readonly string[]): PackageLocks {
  const fds = folders.flatMap((folder) => openFolder(folder));
  return {
    holder: async (table = readLockTable()) => {
      const locks = parseLocks(await table);
      const files = fds.flatMap((fd) => lockFiles(fd));
      const held = locks.find((lock) => files.some((file) => file.device === lock.device && file.inode === lock.inode));
      return held ? `pid ${held.pid}, ${commandOf(held.pid)}` : null;
    },
    close: () => {
      for (const fd of fds) closeSync(fd);
    },
  };
}

function openFolder(folder: string): number[] {
  try {
    return [openSync(folder, O_PATH | constants.O_DIRECTORY)];
  } catch {
    return [];
  }
}

/** The lock table names the super block's device as mountinfo does, not st_dev, which differs on overlayfs and btrfs. */
function lockFiles(fd: number): { device: string; inode: number }[] {
  const mountId = Number(/^mnt_id:\s*(\d+)$/m.exec(readText(`/proc/self/fdinfo/${fd}`) ?? '')?.[1]);
  const device = readMounts().find((mount) => mount.id === mountId)?.device;
  return LOCK_FILES.flatMap((name) => {
    const inode = statSync(`/proc/self/fd/${fd}/${name}`, { throwIfNoEntry: false })?.ino;
    return inode === undefined || device === undefined ? [] : [{ device, inode }];
  });
}

/** A held lock. `device` is major:minor in decimal, as mountinfo writes it. */
export type Lock = { pid: number; device: string; inode: number };

/** Reads the text of /proc/locks; a waiter's line (`1: -> POSIX …`) holds nothing and is passed over. */
export function parseLocks(text: string): Lock[] {
  const lines = text.matchAll(/^\d+: [A-Z]+ +\S+ +\S+ +(\d+) ([0-9a-f]+):([0-9a-f]+):(\d+) /gm);
  return [...lines].map(([, pid, major = '', minor = '', inode]) => ({ pid: Number(pid), device: `${parseInt(major, 16)}:${parseInt(minor, 16)}`, inode: Number(inode) }));
}
