// The machine's own tools the testbed needs, installed when missing: packages that upgrade nothing and run nothing.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { noting } from '../../scripts/installed.ts';
import { command } from './command.ts';
import { takeLock } from './cache.ts';
import { step } from './progress.ts';

const PACKAGE_OF = { mmdebstrap: 'mmdebstrap', 'mkfs.erofs': 'erofs-utils', mksquashfs: 'squashfs-tools', 'mkfs.ext4': 'e2fsprogs', chattr: 'e2fsprogs', rpmbuild: 'rpm', createrepo_c: 'createrepo-c',
  // Up to Debian 13 in util-linux itself.
  pivot_root: 'util-linux-extra',
} as const;

export type Tool = keyof typeof PACKAGE_OF;

function isInstalled(tool: Tool): boolean {
  return ['/usr/sbin', '/usr/bin', '/sbin', '/bin'].some((folder) => existsSync(join(folder, tool)));
}

export async function ensureTool(tool: Tool): Promise<void> {
  if (isInstalled(tool)) return;
  const lock = await takeLock('tools', 'tools');
  try {
    if (isInstalled(tool)) return;
    const install = ['install', '-y', '--no-install-recommends', '--no-upgrade', PACKAGE_OF[tool]];
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await step(`apt-get install ${PACKAGE_OF[tool]}`, async () => {
      await noting(() =>
        command('apt-get', install, { env }).catch(async () => {
          await command('apt-get', ['update']);
          await command('apt-get', install, { env });
        }),
      );
    });
  } finally {
    lock.release();
  }
}
