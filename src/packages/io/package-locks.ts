// This file finds who holds the lock of a package database, even where an overlay has been mounted over it since.

import { closeSync, constants, openSync, promises, statSync } from 'node:fs';
import { parseLocks } from '../../text/lock-table.ts';
import { O_PATH, readText } from '../../system/files/read.ts';
import { readMounts } from '../../system/mounts/mounts.ts';
import { commandOf } from '../../system/processes/process-table.ts';

/** dpkg locks the first two (apt takes the first as well), rpm the third; each is a record lock on a file in the database's folder. */
const LOCK_FILES = ['lock-frontend', 'lock', '.rpm.lock'];

/** Watches the locks of package databases until `close`. */
export type PackageLocks = {
  /** Returns in words which process holds one of the locks, or null. `table` is an answer of /proc/locks that was requested earlier. */
  holder: (table?: Promise<string>) => Promise<string | null>;
  close: () => void;
};

/** The kernel takes 10 to 20 ms for this file (fs/locks.c waits for an RCU grace period), which the caller can use for other work. */
export function readLockTable(): Promise<string> {
  return promises.readFile('/proc/locks', 'utf8').catch(() => '');
}

/** Watches the databases in these folders as they are mounted now. */
export function watchPackageLocks(folders: readonly string[]): PackageLocks {
  const fds = folders.flatMap((folder) => openFolder(folder));
  return {
    holder: async (table = readLockTable()) => {
      const locks = parseLocks(await table);
      const files = fds.flatMap((fd) => lockFiles(fd));
      // Package managers take record locks, which name a process.
      const held = locks.find((lock) => lock.pid > 0 && files.some((file) => file.device === lock.device && file.inode === lock.inode));
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

/** The lock table gives the super block's device as mountinfo does; st_dev differs from that on overlayfs and btrfs. */
function lockFiles(fd: number): { device: string; inode: number }[] {
  const mountId = Number(/^mnt_id:\s*(\d+)$/m.exec(readText(`/proc/self/fdinfo/${fd}`) ?? '')?.[1]);
  const device = readMounts().find((mount) => mount.id === mountId)?.device;
  return LOCK_FILES.flatMap((name) => {
    const inode = statSync(`/proc/self/fd/${fd}/${name}`, { throwIfNoEntry: false })?.ino;
    return inode === undefined || device === undefined ? [] : [{ device, inode }];
  });
}
