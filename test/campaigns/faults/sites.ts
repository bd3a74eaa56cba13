// Where a command can be hit: the system calls of a traced run that touch what is ours or change the host.

import { normalize } from 'node:path';

/** The `nth` call of it in its process: with that path, where the path is the same in every run, else of all. */
export type Site = { syscall: string; path: string | null; nth: number; reads?: true };

/** What is asked of strace. Reading is asked for by openat alone. */
export const SYSCALLS = [
  'mount', 'umount2', 'fsopen', 'fsconfig', 'fsmount', 'move_mount', 'open_tree', 'mount_setattr', 'unshare', 'setns', 'flock',
  'mkdir', 'mkdirat', 'rmdir', 'rename', 'renameat', 'renameat2', 'unlink', 'unlinkat', 'symlink', 'symlinkat', 'link', 'linkat',
  'openat', 'write', 'writev', 'pwrite64', 'ftruncate', 'fsync', 'fdatasync', 'chown', 'fchown', 'fchownat', 'lchown', 'chmod', 'fchmod', 'fchmodat', 'utimensat',
];

const ERRORS: Record<string, readonly string[]> = {
  mount: ['EPERM', 'EBUSY', 'ENOSPC'], fsmount: ['EPERM', 'ENOSPC'], move_mount: ['EPERM', 'EBUSY', 'ENOSPC'], umount2: ['EBUSY', 'EPERM'], mkdir: ['ENOSPC', 'EROFS'], mkdirat: ['ENOSPC', 'EROFS'], flock: ['ENOLCK'], ftruncate: ['EIO'],
  openat: ['ENOSPC', 'EIO'], write: ['ENOSPC', 'EIO'], writev: ['ENOSPC'], pwrite64: ['ENOSPC', 'EIO'], fsync: ['EIO', 'ENOSPC'], fdatasync: ['EIO'],
  rename: ['ENOSPC', 'EIO'], renameat: ['ENOSPC', 'EIO'], renameat2: ['ENOSPC', 'EBUSY'], unlink: ['EPERM', 'EIO'], unlinkat: ['EPERM', 'EIO'], rmdir: ['EBUSY', 'EIO'],
  symlink: ['ENOSPC', 'EPERM'], symlinkat: ['ENOSPC', 'EPERM'], link: ['EPERM', 'ENOSPC'], linkat: ['EPERM', 'ENOSPC'],
};

export function errorsOf({ syscall, reads }: Site): readonly string[] {
  if (reads) return ['EIO'];
  return ERRORS[syscall] ?? ['EPERM'];
}

/** `trace`: of one process, as `strace -y` writes it. */
export function findSites(trace: string): Site[] {
  const counts = new Map<string, number>();
  const count = (key: string): number => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts.get(key) ?? 1;
  };
  return trace.split('\n').flatMap((line): Site[] => {
    const call = /^(\w+)\((.*)/.exec(line);
    const [, syscall = '', words = ''] = call ?? [];
    if (!call) return [];
    const path = pathOf(syscall, words);
    const [ofAll, ofPath] = [count(syscall), count(`${syscall} ${path ?? ''}`)];
    if (!isOfInterest(syscall, words, path)) return [];
    const reads: Pick<Site, 'reads'> = syscall === 'openat' && !WRITES.test(words) ? { reads: true } : {};
    if (path !== null && isSteady(path)) return [{ syscall, path, nth: ofPath, ...reads }];
    // Counted among all calls, libuv's own writes to its eventfd come in between, as often as its threads will.
    return OF_DESCRIPTOR.has(syscall) ? [] : [{ syscall, path: null, nth: ofAll, ...reads }];
  });
}

/** The first absolute one of the arguments, or what is behind the descriptor. */
function pathOf(syscall: string, words: string): string | null {
  const found = OF_DESCRIPTOR.has(syscall) ? /^\d+<(\/[^>]*)>/.exec(words) : /"(\/[^"]*)"/.exec(words);
  return found?.[1] === undefined ? null : normalize(found[1]);
}

const OF_DESCRIPTOR = new Set(['write', 'writev', 'pwrite64', 'ftruncate', 'fsync', 'fdatasync', 'fchown', 'fchmod', 'flock']);

const WRITES = /O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE/;
const READ = /^\/(run\/(apt-image-based|ostree)|var\/lib\/(apt-image-based|dpkg|rpm)|proc\/(self\/mountinfo|locks|cmdline))(\/|$)|^\/etc\/apt-image-based/;
/** Of the packages' files the tiny ones' are enough. */
const NOT_OURS = /^\/(dev|tmp|proc\/(?!self\/(fd\/|mountinfo)|locks|cmdline))(\/|$)|\/info\/(?!tiny-)/;

function isOfInterest(syscall: string, words: string, path: string | null): boolean {
  if (syscall === 'openat') return path !== null && !NOT_OURS.test(path) && (WRITES.test(words) || READ.test(path));
  if (OF_DESCRIPTOR.has(syscall)) return path !== null && !NOT_OURS.test(path);
  return path === null || !NOT_OURS.test(path);
}

/** No pid, time or random name in it. */
function isSteady(path: string): boolean {
  return !/\d{3}|[.-][A-Za-z0-9]{6}(\/|$)|^\/proc\/self\/fd|[^\x21-\x7e]| \(deleted\)/.test(path);
}
