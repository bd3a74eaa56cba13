// What of a transaction of dpkg's writes to /boot on this host, and whether it can do more than anybody reads in it: by archives that are to be
// unpacked, and by installed packages that are to be removed.

import { DPKG } from '../../places.ts';
import { readControls } from '../../packages/io/read-controls.ts';
import { listFolder, readText } from '../../system/files/read.ts';
import { ask } from '../../system/processes/run-program.ts';
import { bootPackagesOf, type PackageTraits } from '../judge-package.ts';
import { gatherBootNow } from './gather-boot-now.ts';

/** `archives`: paths of what will be unpacked; `removed`: names of packages. `writers` are names, too; `scripts`: whether there are any. */
export function bootWriters(archives: readonly string[], removed: readonly string[]): { writers: string[]; scripts: boolean } {
  const boot = archives.length + removed.length === 0 ? null : gatherBootNow();
  if (boot === null) return { writers: [], scripts: false };
  const traits = [...traitsOfArchives(archives), ...traitsOfInstalled(removed)];
  return { writers: bootPackagesOf(traits, boot), scripts: traits.some((each) => each.scripts.some((script) => script !== '')) };
}

/** What cannot be read, dpkg will not unpack either: it counts for nothing. */
function traitsOfArchives(archives: readonly string[]): PackageTraits[] {
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
function traitsOfInstalled(names: readonly string[]): PackageTraits[] {
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
