import { expect, test } from '@jest/globals';
import { findSites } from '../../campaigns/faults/sites.ts';

test('a call is known by its path and how often that came before', () => {
  expect(findSites(`mkdir("/run/apt-image-based", 0700)     = 0
mkdir("/run/other", 0700)     = 0
mkdir("/run/apt-image-based", 0700)     = -1 EEXIST (File exists)
`)).toEqual([
    { syscall: 'mkdir', path: '/run/apt-image-based', nth: 1 },
    { syscall: 'mkdir', path: '/run/other', nth: 1 },
    { syscall: 'mkdir', path: '/run/apt-image-based', nth: 2 },
  ]);
});

test('a path that is another one in each run counts among all', () => {
  expect(findSites(`mkdir("/run/a", 0700) = 0
mkdir("/var/tmp/ostree-unlock-ovl.50O3Y3", 0755) = 0
move_mount(4</>, "", AT_FDCWD</>, "/var/lib/dpkg", MOVE_MOUNT_F_EMPTY_PATH) = 0
unlinkat(3</>, "ostree/lock", 0)        = 0`)).toEqual([
    { syscall: 'mkdir', path: '/run/a', nth: 1 },
    { syscall: 'mkdir', path: null, nth: 2 },
    { syscall: 'move_mount', path: '/var/lib/dpkg', nth: 1 },
    { syscall: 'unlinkat', path: null, nth: 1 },
  ]);
});

test('pipes, terminals, libraries and files that are only read are of no interest', () => {
  expect(findSites(`openat(AT_FDCWD</>, "/usr/lib/x.so", O_RDONLY|O_CLOEXEC) = 3</usr/lib/x.so>
openat(AT_FDCWD</>, "/dev/null", O_RDWR) = 3</dev/null>
write(6<pipe:[13259161]>, ""..., 1)     = 1
write(19<anon_inode:[eventfd]>, ""..., 8) = 8
write(2</tmp/said.err>, ""..., 8) = 8
--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED} ---`)).toEqual([]);
});

test('files of ours are, and what is written behind a descriptor', () => {
  expect(findSites(`openat(AT_FDCWD</>, "/proc/self/mountinfo", O_RDONLY) = 22</proc/147/mountinfo>
pwrite64(21</run/apt-image-based/lock>, ""..., 4, 0) = 4`)).toEqual([
    { syscall: 'openat', path: '/proc/self/mountinfo', nth: 1, reads: true },
    { syscall: 'pwrite64', path: '/run/apt-image-based/lock', nth: 1 },
  ]);
});
