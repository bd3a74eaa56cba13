// This file looks at what a package could write to in /boot now, and for which of dpkg's triggers an installed package does that.

import { accessSync, constants } from 'node:fs';
import { isLive, type BootNow } from '../judge-package.ts';
import type { BootPart } from '../boot-writers.ts';
import { DPKG } from '../../places.ts';
import { locate } from '../../system/processes/locate.ts';
import { isFolder, listFolder, readText } from '../../system/files/read.ts';

/** Null where nothing can be written there: no /boot, or one on a read-only mount. */
export function gatherBootNow(): BootNow | null {
  if (!isWritable('/boot') && !isWritable('/efi')) return null;
  const parts = partsOf(listFolder('/boot'));
  const has = (program: string): boolean => locate(program) !== undefined;
  return { parts, has, triggers: triggersWith((script) => isLive(script, { parts, has })) };
}

function partsOf(names: readonly string[]): ReadonlySet<BootPart> {
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  const hasEfi = ['/efi/EFI', '/boot/efi/EFI', '/boot/EFI'].some(isFolder);
  return new Set<BootPart>([
    'folder',
    ...(has(/^(vmlinu|initr|kernel|k?image|uimage|zimage|config-)/i) ? ['kernel' as const] : []),
    ...(has(/^grub2?$/) ? ['grub' as const] : []),
    ...(hasEfi || has(/^loader$/) ? ['efi' as const] : []),
  ]);
}

/** dpkg's own notes of who wants to hear of what: a file for each name, and one for all paths. */
function triggersWith(writes: (script: string) => boolean): string[] {
  const folder = `${DPKG}/triggers`;
  const paths = (readText(`${folder}/File`) ?? '').split('\n').map((line) => line.split(' ')).flatMap(([path = '', name = '']) => (path.startsWith('/') ? [{ trigger: path, name }] : []));
  const names = listFolder(folder).filter((name) => !OWN.has(name)).flatMap((trigger) => (readText(`${folder}/${trigger}`) ?? '').split('\n').filter((line) => line !== '').map((name) => ({ trigger, name })));
  const known = new Map<string, boolean>();
  const isHandler = (name: string): boolean => {
    const found = known.get(name) ?? writes(readText(`${DPKG}/info/${name}.postinst`) ?? '');
    known.set(name, found);
    return found;
  };
  return [...new Set([...paths, ...names].filter(({ name }) => isHandler(name.replace(/\/\w+$/, ''))).map(({ trigger }) => trigger))];
}

const OWN = new Set(['File', 'Lock', 'Unincorp']);

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
