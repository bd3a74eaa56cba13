// This file works out the package's control files from its content.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fromRoot, version } from '../paths.ts';
import type { Target } from '../target.ts';
import { libraryDependencies } from './dependencies.ts';
import { unitsToEnable } from './units.ts';
import type { Entry } from './entry.ts';

/** Returns texts by name, for the DEBIAN folder. The maintainer scripts only inform systemd and tidy up; the guard works without them. */
export function controlFiles(entries: readonly Entry[], target: Target): Record<'control' | 'conffiles' | 'md5sums' | 'postinst' | 'prerm' | 'postrm', string> {
  const files = entries.filter((entry) => entry.kind === 'file');
  const isConffile = ({ path }: Entry): boolean => path.startsWith('etc/');
  const values: Record<string, string> = {
    VERSION: version,
    ARCHITECTURE: target.debian,
    INSTALLED_SIZE: String(installedSize(entries)),
    DEPENDS: libraryDependencies(target),
    UNITS: unitsToEnable(entries).join(' '),
  };
  const fill = (template: string): string => readFileSync(fromRoot('packaging', template), 'utf8').replace(/@([A-Z_]+)@/g, (mark, key: string) => values[key] ?? mark);
  return {
    control: fill('control'),
    postinst: fill('postinst'),
    prerm: fill('prerm'),
    postrm: fill('postrm'),
    conffiles: files.filter(isConffile).map(({ path }) => `/${path}\n`).join(''),
    md5sums: files.filter((entry) => !isConffile(entry)).map(({ path, content }) => `${md5(content)}  ${path}\n`).join(''),
  };
}

// Counts KiB as dpkg-gencontrol does: files are rounded up, everything else counts as one.
function installedSize(entries: readonly Entry[]): number {
  const folders = new Set(entries.flatMap(({ path }) => ancestors(path)));
  const sizes = entries.map((entry) => (entry.kind === 'file' ? Math.ceil(entry.content.length / 1024) : 1));
  return sizes.reduce((sum, size) => sum + size, folders.size);
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === '.' ? ['.'] : [parent, ...ancestors(parent)];
}

function md5(content: Buffer): string {
  return createHash('md5').update(content).digest('hex');
}
