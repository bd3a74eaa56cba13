// This file looks which image the host was booted from.

import { lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { parseFacts } from '../../host/facts.ts';
import { gatherQuickly } from '../../host/io/gather-evidence.ts';
import { readText } from '../../system/files/read.ts';
import { readMountTable } from '../../system/mounts/mounts.ts';
import { ask } from '../../system/processes/run-program.ts';
import { locate } from '../../system/processes/locate.ts';
import { parseMountinfo, topMountAt } from '../../text/mountinfo.ts';
import { imageBySigns, type Image } from '../image.ts';

/** Returns null where nothing tells. No overlay may be on /usr: where the list of files tells, it is that of the bare /usr. */
export function imageNow(): Image | null {
  const signs = imageBySigns(parseFacts({ ...gatherQuickly(), mountinfo: readMountTable() }));
  if (signs === null) return null;
  const name = systemName();
  return signs === 'files' ? { kind: 'files', value: digestOfUsr(), name } : { ...signs, name };
}

function systemName(): string {
  const text = osRelease();
  const value = (key: string): string => new RegExp(`^${key}=(["']?)(.*)\\1$`, 'm').exec(text)?.[2] ?? '';
  return [value('PRETTY_NAME'), value('IMAGE_VERSION')].filter((part) => part !== '').join(' ');
}

function osRelease(): string {
  return readText('/usr/lib/os-release') ?? '';
}

/**
 * Every path with its type, mode, size, link and time of writing; what os-release says; and the file system's UUID. A device is no sign, as A/B
 * slots get other contents; nor is an inode or a UUID alone, as two images can have the same.
 */
function digestOfUsr(): string {
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256');
  hash.update(`${osRelease()}\0${uuidOfUsr()}\0`);
  const waiting = ['/usr'];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const name of readdirSync(folder, 'latin1').sort()) {
      const path = `${folder}/${name}`;
      const bytes = Buffer.from(path, 'latin1');
      const stat = lstatSync(bytes);
      const isFolder = stat.isDirectory();
      hash.update(`${path}\0${stat.mode}\0${stat.uid}\0${stat.gid}\0${isFolder ? '' : `${stat.size}\0${Math.floor(stat.mtimeMs / 1000)}`}\0`, 'latin1');
      if (stat.isSymbolicLink()) hash.update(readlinkSync(bytes, 'latin1'), 'latin1');
      if (isFolder) waiting.push(path);
    }
  }
  return hash.digest('hex');
}

/** blkid reads it from the device itself: udev's links need not be there yet. Empty where there is none, as on btrfs. */
function uuidOfUsr(): string {
  const mounts = parseMountinfo(readMountTable());
  const device = (topMountAt(mounts, '/usr') ?? topMountAt(mounts, '/'))?.device ?? '';
  const name = /^DEVNAME=([A-Za-z0-9!._-]+)$/m.exec(readText(`/sys/dev/block/${device}/uevent`) ?? '')?.[1];
  const blkid = locate('blkid');
  if (name === undefined || blkid === undefined) return '';
  return ask(blkid, ['--probe', '--match-tag', 'UUID', '--output', 'value', `/dev/${name.replaceAll('!', '/')}`], { timeout: TIMEOUT })?.trim() ?? '';
}

const TIMEOUT = 30_000;
