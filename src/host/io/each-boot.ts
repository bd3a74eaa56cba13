// This file tells what of /usr and / each boot makes anew: an overlay by fstab or usr.mount, and a device that lets nobody write.

import { statSync } from 'node:fs';
import { isThere, listFolder, readText } from '../../system/files/read.ts';

const UNIT_FOLDERS = ['/etc/systemd/system', '/run/systemd/system', '/usr/lib/systemd/system'];

/** Returns the upper directory of the overlay that is mounted on /usr at each boot, as fstab(5) and systemd.mount(5) have it. */
export function upperAtBoot(): string | undefined {
  const line = /^[^#\s]\S*\s+\/usr\s+overlay\s+(\S+)/m.exec(readText('/etc/fstab') ?? '')?.[1];
  const inFstab = line?.split(',').includes('noauto') === true ? undefined : upperIn(line);
  return inFstab ?? UNIT_FOLDERS.map((folder) => upperIn(readText(`${folder}/usr.mount`))).find((path) => path !== undefined && isWanted('usr.mount'));
}

function upperIn(options: string | undefined): string | undefined {
  return /(?:^|[,=])upperdir=([^,\s]+)/m.exec(options ?? '')?.[1];
}

/** Tells whether another unit starts this one at boot: systemd starts none for its file alone. */
function isWanted(unit: string): boolean {
  return UNIT_FOLDERS.some((folder) => listFolder(folder).some((name) => /\.(wants|requires)$/.test(name) && isThere(`${folder}/${name}/${unit}`)));
}

/** Returns `read-only` where the block device of / is: dm-verity's, a switch on a card, a loop device. */
export function rootDevice(): string | undefined {
  // As makedev(3) puts them together.
  const { dev } = statSync('/');
  const [major, minor] = [(dev >> 8) & 0xfff, (dev & 0xff) | ((dev >> 12) & 0xfff00)];
  return readText(`/sys/dev/block/${major}:${minor}/ro`)?.trim() === '1' ? 'read-only' : undefined;
}
