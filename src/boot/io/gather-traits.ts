// This file reads what dpkg will do of itself: of archives that are to be unpacked, and of installed packages that are to be removed.

import { DPKG } from '../../places.ts';
import { readControls } from '../../packages/io/read-controls.ts';
import { listFolder, readText } from '../../system/files/read.ts';
import { ask } from '../../system/processes/run-program.ts';
import type { PackageTraits } from '../judge-package.ts';

/** What cannot be read, dpkg will not unpack either: it counts for nothing. */
export function traitsOfArchives(archives: readonly string[]): PackageTraits[] {
  return readControls(archives).flatMap((control, index) => {
    if (control === null) return [];
    const [text = '', triggers = ''] = ['control', 'triggers'].map((name) => control.get(name));
    const paths = `${control.get('md5sums') ?? contentsOf(archives[index] ?? '')}\n${control.get('conffiles') ?? ''}`;
    return [{ name: /^Package:\s*(\S+)/m.exec(text)?.[1] ?? '', paths, triggers, scripts: ['preinst', 'postinst'].flatMap((name) => control.get(name) ?? []) }];
  });
}

/** For an archive without checksums, as few have none. */
function contentsOf(archive: string): string {
  const listing = ask('/usr/bin/dpkg-deb', ['--contents', archive], { timeout: TIMEOUT, limit: LIMIT }) ?? '';
  return listing.split('\n').filter((line) => !line.startsWith('d')).map((line) => `/${line.split(' ./')[1] ?? ''}\n`).join('');
}

/** All of it has to be unpacked for that. */
const TIMEOUT = 600_000;
const LIMIT = 256 * 1024 * 1024;

/** Names as dpkg has them, without their architecture. */
export function traitsOfInstalled(names: readonly string[]): PackageTraits[] {
  const files = names.length === 0 ? [] : listFolder(`${DPKG}/info`);
  const wanted = new Set(names);
  // `NAME.list`, or `NAME:ARCHITECTURE.list` for one that may be installed for several.
  return files.flatMap((file) => {
    const [, name, base] = /^(([^:]+)(?::[^:]+)?)\.list$/.exec(file) ?? [];
    if (name === undefined || base === undefined || !wanted.has(base)) return [];
    const read = (kind: string): string => readText(`${DPKG}/info/${name}.${kind}`, { encoding: 'latin1' }) ?? '';
    return [{ name: base, paths: `${read('md5sums') || read('list')}\n${read('conffiles')}`, triggers: read('triggers'), scripts: [read('prerm'), read('postrm')] }];
  });
}
