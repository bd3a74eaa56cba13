// This file reads the database that an image was built with, where the image has a copy of it, and compares it with the host's.

import { existsSync, readFileSync, statSync } from 'node:fs';
import type { Facts } from '../../host/facts.ts';
import { deploymentPath } from '../../host/usr-overlay.ts';
import { parseList, parseMd5sums } from '../../packages/dpkg-files.ts';
import { dpkgName, infoName, type InfoFile, type Stanza } from '../../packages/dpkg-status.ts';
import { DPKG } from '../../places.ts';
import { isSameFolder, listFolder, readText } from '../../system/files/read.ts';
import { isAsShipped, isInImage, type Tally } from '../package-health.ts';
import { examineFiles, readDatabase, type Database } from './examine-files.ts';

/** Returns the databases of the image: ostree's and bootc's own places for what an image has in /var, and two customs. */
export function imageDatabases(facts: Facts): Database[] {
  const deployment = deploymentPath(facts);
  const folders = [`/usr/share/factory${DPKG}`, '/usr/lib/sysimage/dpkg', '/usr/share/dpkg/database', ...(deployment === null ? [] : [`${deployment}${DPKG}`])];
  return folders.filter((folder) => existsSync(`${folder}/status`) && isSameFolder(folder, DPKG) !== true).flatMap((folder) => readDatabase(folder) ?? []);
}

/** Holds a package of the image's database whose files are on the disk; `isExact` where all of them are, as they were shipped. */
export type ImagePackage = { stanza: Stanza; database: Database; isExact: boolean };

/** Returns what the image's databases say of packages that are called something else in `database`. */
export function findInImage(database: Database, images: readonly Database[]): ImagePackage[] {
  const known = new Map(database.stanzas.map((stanza) => [dpkgName(stanza), stanza]));
  const found = new Map<string, ImagePackage>();
  for (const image of images) {
    for (const stanza of image.stanzas) {
      const now = known.get(dpkgName(stanza));
      const isSame = now?.version === stanza.version && !['config-files', 'not-installed'].includes(now.state);
      if (stanza.state !== 'installed' || isSame || found.has(dpkgName(stanza))) continue;
      const tally = tallyOf(image, stanza);
      if (tally !== null && isInImage(tally)) found.set(dpkgName(stanza), { stanza, database: image, isExact: isAsShipped(tally) });
    }
  }
  return [...found.values()];
}

/** Returns null where that database has no list of the package's files. */
export function tallyOf({ folder }: Database, stanza: Stanza): Tally | null {
  const base = `${folder}/info/${infoName(stanza)}`;
  const list = readText(`${base}.list`);
  return list === undefined ? null : examineFiles(stanza, parseList(list), parseMd5sums(readText(`${base}.md5sums`) ?? ''));
}

export function readInfo({ folder }: Database, stanza: Stanza): Map<string, InfoFile> {
  const start = `${infoName(stanza)}.`;
  const names = listFolder(`${folder}/info`).filter((name) => name.startsWith(start) && !name.slice(start.length).includes('.'));
  return new Map(names.map((name) => [name.slice(start.length), { data: readFileSync(`${folder}/info/${name}`), mode: statSync(`${folder}/info/${name}`).mode & 0o777 }]));
}
