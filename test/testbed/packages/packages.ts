// Builds the tiny packages: real .deb files, the same bytes on every machine, readable by every suite's dpkg.
import { createCipheriv } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { cached, shortHash } from '../cache.ts';
import { command } from '../command.ts';
import { indexFolder } from './repository-index.ts';
import { buildTinySource } from './tiny-source.ts';
import { TINY_PACKAGES, debName } from './tiny-packages.ts';
import type { TinyPackage } from './tiny-packages.ts';

const BUILD_DATE = 1_700_000_000;
const SOURCES = ['packages.ts', 'tiny-packages.ts', 'tiny-source.ts', 'repository-index.ts'];

/** The repository folder with `tiny/{Release,Packages,Sources,pool}`; built once per content of the files that make it. */
export async function ensureTinyRepository(): Promise<string> {
  const key = shortHash(...SOURCES.map((name) => readFileSync(join(import.meta.dirname, name))));
  return cached(`repository/tiny-${key}`, 'tiny packages', async (partial) => {
    const pool = join(partial, 'tiny/pool');
    mkdirSync(pool, { recursive: true });
    const queue = [...TINY_PACKAGES];
    const worker = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await buildPackage(next, join(partial, 'build'), pool);
    };
    await Promise.all(Array.from({ length: availableParallelism() }, worker));
    await buildTinySource(join(partial, 'build'), pool);
    rmSync(join(partial, 'build'), { recursive: true });
    await indexFolder(partial, 'tiny');
  });
}

/** The .deb files that belong in every tree, for `dpkg -i` before the tree is committed. */
export async function preinstalled(): Promise<string[]> {
  const repository = await ensureTinyRepository();
  return TINY_PACKAGES.filter((entry) => entry.preinstalled).map((entry) => join(repository, 'tiny/pool', debName(entry)));
}

async function buildPackage(entry: TinyPackage, work: string, pool: string): Promise<void> {
  const root = join(work, `${entry.name}_${entry.version}`);
  for (const [path, file] of Object.entries(filesOf(entry))) {
    const target = join(root, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, file.data);
    chmodSync(target, file.executable ? 0o755 : 0o644);
  }
  // --root-owner-group cannot mend modes, and a strict umask would ship folders that ordinary users cannot enter.
  await command('chmod', ['-R', 'u=rwX,go=rX', root]);
  const deb = join(work, debName(entry));
  const level = entry.megabytes === undefined ? [] : ['-z1'];
  await command('dpkg-deb', ['--root-owner-group', '-Zgzip', ...level, '--build', root, deb], { env: { SOURCE_DATE_EPOCH: String(BUILD_DATE) } });
  copyFileSync(deb, join(pool, debName(entry)));
}

type Files = Record<string, { data: string | Buffer; executable?: true }>;

function filesOf(entry: TinyPackage): Files {
  const { name, version } = entry;
  const files: Files = { 'DEBIAN/control': { data: controlOf(entry) } };
  if (!entry.etcOnly) files[`usr/bin/${name}`] = { data: `#!/bin/sh\necho ${name} ${version}\n`, executable: true };
  if (entry.conffile) {
    files[`etc/${name}.conf`] = { data: `# ${name}\nversion = ${version}\n` };
    files['DEBIAN/conffiles'] = { data: `/etc/${name}.conf\n` };
  }
  if (entry.scripts) {
    for (const script of ['preinst', 'postinst', 'prerm', 'postrm']) {
      const data = `#!/bin/sh\nset -e\necho "${script} of ${version}: $*" >>/var/log/${name}.log\n`;
      files[`DEBIAN/${script}`] = { data, executable: true };
    }
  }
  if (entry.megabytes !== undefined) files[`usr/share/${name}/data`] = { data: noise(entry.megabytes) };
  return files;
}

function controlOf(entry: TinyPackage): string {
  return [
    `Package: ${entry.name}`,
    `Version: ${entry.version}`,
    'Architecture: all',
    'Maintainer: Testbed <testbed@example.org>',
    'Section: misc',
    'Priority: optional',
    ...(entry.depends ? [`Depends: ${entry.depends}`] : []),
    ...(entry.recommends ? [`Recommends: ${entry.recommends}`] : []),
    `Installed-Size: ${String((entry.megabytes ?? 0) * 1024 + 4)}`,
    `Description: tiny test package ${entry.name}`,
    ' Part of the test repository of apt-image-based.',
    '',
  ].join('\n');
}

// A cipher's stream is incompressible and, unlike random bytes, the same on every machine.
function noise(megabytes: number): Buffer {
  return createCipheriv('aes-128-ctr', Buffer.alloc(16, 'key'), Buffer.alloc(16)).update(Buffer.alloc(megabytes << 20));
}
