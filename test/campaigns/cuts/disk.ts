// A file system of its own for what must survive a power cut: what had not been written when it fails is lost, as on a real disk.
import { mkdirSync } from 'node:fs';
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
  const [image, mnt] = [join(folder, 'image'), join(folder, 'mnt')];
  mkdirSync(mnt);
  await command('truncate', ['--size=512M', image]);
  await command('mkfs.ext4', ['-q', image]);
  await command('mount', ['-o', 'loop', image, mnt]);
  return {
    mnt,
    fail: async () => {
      await command('perl', ['-e', SHUTDOWN, mnt]);
      await unmount(mnt, image);
      await command('mount', ['-o', 'loop', image, mnt]);
    },
    remove: () => unmount(mnt, image),
  };
}

/** The host that was switched off may hold it for a moment, in its own namespace, and the next mount would then get the file system that failed. */
async function unmount(mnt: string, image: string): Promise<void> {
  await command('umount', ['--lazy', mnt]);
  for (let tries = 0; (await command('losetup', ['--associated', image])) !== ''; tries += 1) {
    if (tries === 100) throw new Error(`${image} is still in use`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
