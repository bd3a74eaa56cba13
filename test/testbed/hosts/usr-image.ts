// Images of a root's /usr, for hosts whose /usr is a file system of its own.
import { execFileSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { truncateSync, writeFileSync } from 'node:fs';
import { cached } from '../cache.ts';
import { command } from '../command.ts';
import { ensureTool } from '../tools.ts';

export type ImageFormat = 'erofs' | 'squashfs' | 'ext4';

export function ensureUsrImage(root: string, format: ImageFormat): Promise<string> {
  const usr = join(root, 'usr');
  return cached(`images/${basename(root)}.${format}`, `${format} image of ${basename(root)}`, async (partial) => {
    switch (format) {
      case 'erofs':
        await ensureTool('mkfs.erofs');
        await command('mkfs.erofs', [partial, usr]);
        return;
      case 'squashfs':
        await ensureTool('mksquashfs');
        await command('mksquashfs', [usr, partial, '-quiet', '-no-progress', '-noI', '-noD', '-noF', '-noX']);
        return;
      case 'ext4': {
        await ensureTool('mkfs.ext4');
        const used = Number(execFileSync('du', ['--summarize', '--block-size=1', usr], { encoding: 'utf8' }).split('\t')[0]);
        writeFileSync(partial, '');
        truncateSync(partial, used + 128 * 1024 * 1024);
        await command('mkfs.ext4', ['-q', '-F', '-O', '^has_journal', '-d', usr, partial]);
        return;
      }
    }
  });
}
