// A file system of its own for what must survive a power cut: what had not been written when it fails is lost, as on a real disk.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../../testbed/command.ts';

export type Disk = {
  /** Where the machine has it mounted. */
  mnt: string;
  /** Nothing that is only in memory reaches it any more, and its journal is replayed: it is mounted as the next boot finds it. */
  fail: () => Promise<void>;
  remove: () => Promise<void>;
};

/** ext4's ioctl, without the last write of its journal: EXT4_IOC_SHUTDOWN and EXT4_GOING_FLAGS_NOLOGFLUSH in fs/ext4/ext4.h. */
const SHUTDOWN = 'open(my $folder, q(<), $ARGV[0]) or die $!; my $flags = pack(q(L), 2); ioctl($folder, 0x8004587d, $flags) or die $!';

export async function openDisk(folder: string): Promise<Disk> {
  const mnt = join(folder, 'mnt');
  let number = 0;
  const image = (): string => join(folder, `image-${number}`);
  const mount = (): Promise<string> => command('mount', ['-o', 'loop', image(), mnt]);
  // Whoever made a namespace meanwhile has a copy of the mount, and keeps the file system that failed.
  const unmount = (): Promise<string> => command('umount', ['--lazy', mnt]);
  mkdirSync(mnt);
  await command('truncate', ['--size=512M', image()]);
  await command('mkfs.ext4', ['-q', image()]);
  await mount();
  return {
    mnt,
    fail: async () => {
      await command('perl', ['-e', SHUTDOWN, mnt]);
      await unmount();
      const failed = image();
      number += 1;
      await command('cp', ['--sparse=always', failed, image()]);
      rmSync(failed);
      await mount();
    },
    remove: async () => void (await unmount()),
  };
}
