// A second rpm repository: what the guard refuses on a writable overlay, by the names of real packages, and their harmless neighbours.
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cached, shortHash } from '../cache.ts';
import { command } from '../command.ts';
import { buildRpm, type TinyRpm } from './rpm-build.ts';
import { ensureTool } from '../tools.ts';

const JUDGED_RPMS: readonly TinyRpm[] = [
  { name: 'rpm-big', version: '1.0', megabytes: 40 },
  { name: 'kernel-core', version: '6.99' },
  { name: 'kernel-modules-core', version: '6.99' },
  { name: 'kernel-devel', version: '6.99' },
  { name: 'grub2-tools', version: '2.12' },
  // Kernels by what they provide, and what is built for one or holds a file for the boot loader.
  { name: 'kernel-uek', version: '6.99', provides: ['kernel = 6.99', 'installonlypkg(kernel)'] },
  { name: 'kernel-lt', version: '6.99', provides: ['kernel = 6.99', 'installonlypkg(kernel)'] },
  { name: 'kernel-uek-devel', version: '6.99', provides: ['installonlypkg(kernel)'] },
  { name: 'kmod-fake', version: '1.0', provides: ['installonlypkg(kernel-module)'] },
  { name: 'akmod-fake', version: '1.0' },
  { name: 'kmod-libs', version: '34' },
  { name: 'loader-file', version: '1.0', boot: true },
  { name: 'loader-leaves', version: '1.0', provides: ['/bin/sh'], postun: 'rm -f /boot/leaves' },
  { name: 'fedora-release-common', version: '41' },
  { name: 'fedora-release-common', version: '42' },
];

/** A folder with `judged/{repodata,pool}` to serve. */
export async function ensureJudgedRpms(): Promise<string> {
  const sources = [import.meta.filename, join(import.meta.dirname, 'rpm-build.ts')].map((path) => readFileSync(path));
  return cached(`repository/judged-rpm-${shortHash(...sources)}`, 'judged rpms', async (partial) => {
    for (const tool of ['rpmbuild', 'createrepo_c'] as const) await ensureTool(tool);
    const pool = join(partial, 'judged/pool');
    mkdirSync(pool, { recursive: true });
    for (const entry of JUDGED_RPMS) {
      const rpm = await buildRpm(entry, join(partial, 'build'));
      copyFileSync(rpm, join(pool, basename(rpm)));
    }
    await command('createrepo_c', ['--quiet', join(partial, 'judged')]);
    rmSync(join(partial, 'build'), { recursive: true });
  });
}
