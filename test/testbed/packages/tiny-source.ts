// A hand-made source package whose only point is its Build-Depends, for `apt-get build-dep` and `apt-get source`.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../command.ts';

const HEAD = [
  'Format: 3.0 (native)',
  'Binary: tiny-source',
  'Architecture: all',
  'Version: 1.0',
  'Maintainer: Testbed <testbed@example.org>',
  'Standards-Version: 4.7.0',
  'Build-Depends: tiny-builddep',
];

export async function buildTinySource(work: string, pool: string): Promise<void> {
  const root = join(work, 'tiny-source-1.0');
  mkdirSync(join(root, 'debian/source'), { recursive: true });
  writeFileSync(join(root, 'debian/source/format'), '3.0 (native)\n');
  writeFileSync(join(root, 'debian/changelog'), 'tiny-source (1.0) unstable; urgency=low\n\n  * Made.\n\n -- Testbed <testbed@example.org>  Tue, 14 Nov 2023 22:13:20 +0000\n');
  writeFileSync(join(root, 'debian/control'), 'Source: tiny-source\nBuild-Depends: tiny-builddep\n\nPackage: tiny-source\nArchitecture: all\nDescription: none\n');
  writeFileSync(join(root, 'debian/rules'), '#!/usr/bin/make -f\n%:\n\ttrue\n', { mode: 0o755 });
  const tar = join(pool, 'tiny-source_1.0.tar.gz');
  await command('tar', ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=@1700000000', '-czf', tar, '-C', work, 'tiny-source-1.0']);
  const dsc = ['Source: tiny-source', ...HEAD, ...fileLists([tar]), ''].join('\n');
  writeFileSync(join(pool, 'tiny-source_1.0.dsc'), dsc);
}

/** The Sources index of `folder`'s pool, where there is a source package in it. */
export function sourcesIndex(folder: string, pool: string): string {
  const files = ['tiny-source_1.0.dsc', 'tiny-source_1.0.tar.gz'].map((name) => join(pool, name));
  return ['Package: tiny-source', ...HEAD, `Directory: ${folder}/pool`, ...fileLists(files), ''].join('\n');
}

function fileLists(files: readonly string[]): string[] {
  const rows = (algorithm: string) =>
    files.map((file) => {
      const data = readFileSync(file);
      return ` ${createHash(algorithm).update(data).digest('hex')} ${String(data.length)} ${file.slice(file.lastIndexOf('/') + 1)}`;
    });
  return ['Checksums-Sha256:', ...rows('sha256'), 'Files:', ...rows('md5')];
}
