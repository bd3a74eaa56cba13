// What runs an arm64 program on this machine: Debian's emulator, and the libraries that Node is linked with, unpacked only.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../cache.ts';
import { command } from '../command.ts';
import { debianMirror } from '../packages/mirror.ts';
import { ensureTool } from '../tools.ts';

/** The words to put before a program and its own. */
export async function ensureArm64(): Promise<readonly string[]> {
  const folder = await cached('arm64/bookworm', 'emulator and libraries of arm64', async (partial) => {
    await ensureTool('mmdebstrap');
    mkdirSync(partial, { recursive: true });
    await unpack(join(partial, 'emulator'), ['qemu-user-static'], []);
    await unpack(join(partial, 'root'), ['libatomic1', 'libstdc++6'], ['--arch=arm64']);
  });
  return [join(folder, 'emulator/usr/bin/qemu-aarch64-static'), '-L', join(folder, 'root')];
}

async function unpack(folder: string, packages: readonly string[], options: readonly string[]): Promise<void> {
  const source = `deb ${await debianMirror()} bookworm main`;
  await command('mmdebstrap', ['--variant=extract', '--mode=root', '--quiet', ...options, `--include=${packages.join(',')}`, 'bookworm', folder, source]);
}
