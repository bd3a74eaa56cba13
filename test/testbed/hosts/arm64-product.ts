// The arm64 package as one that an ordinary testbed host can install: its program is started by the emulator, with the libraries that it is
// linked with. Everything else of the host, and whatever the program starts, is the machine's own architecture.
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached, shortHash } from '../cache.ts';
import { command } from '../command.ts';
import { ensureArm64 } from './arm64.ts';

const PROGRAMS = ['bin/usr-overlay', 'can-compile'].map((name) => `usr/libexec/apt-image-based/${name}`);
/** QEMU's emulators of single programs, this machine's own architecture among them. */
export const EMULATORS = '/usr/libexec/emulators';

/** Returns the path of the .deb; `deb` is the arm64 package. */
export async function ensureArm64Product(deb: string): Promise<string> {
  const [emulator = '', , libraries = ''] = await ensureArm64();
  const key = shortHash(readFileSync(deb), readFileSync(import.meta.filename));
  const folder = await cached(`arm64/product-${key}`, 'arm64 package for an emulator', async (partial) => {
    const root = join(partial, 'root');
    mkdirSync(partial, { recursive: true });
    await command('dpkg-deb', ['--raw-extract', deb, root]);
    const control = readFileSync(join(root, 'DEBIAN/control'), 'utf8');
    writeFileSync(join(root, 'DEBIAN/control'), control.replace('Architecture: arm64', 'Architecture: all').replace(/^(Pre-)?Depends:.*\n( .*\n)*/gm, ''));
    mkdirSync(join(root, EMULATORS));
    for (const name of ['qemu-aarch64-static', 'qemu-x86_64-static']) copyFileSync(join(emulator, '..', name), join(root, EMULATORS, name));
    // dpkg follows no link, and /lib is one.
    for (const lib of ['lib', 'usr/lib']) cpSync(join(libraries, lib, 'aarch64-linux-gnu'), join(root, 'usr/lib/aarch64-linux-gnu'), { recursive: true, verbatimSymlinks: true });
    copyFileSync(join(libraries, 'lib/aarch64-linux-gnu/ld-linux-aarch64.so.1'), join(root, 'usr/lib/ld-linux-aarch64.so.1'));
    for (const program of PROGRAMS) {
      renameSync(join(root, program), join(root, `${program}.arm64`));
      writeFileSync(join(root, program), `#!/bin/sh\nexec ${EMULATORS}/qemu-aarch64-static /${program}.arm64 "$@"\n`);
      chmodSync(join(root, program), 0o755);
    }
    await command('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', root, join(partial, 'product.deb')]);
  });
  return join(folder, 'product.deb');
}
