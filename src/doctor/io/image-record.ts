// This file finds what dpkg's database would say about the version of a package in the image: from the image's own copy of the database
// where it has one, else from that version's package file.

import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Facts } from '../../host/facts.ts';
import { parseFormerVersions } from '../../packages/dpkg-files.ts';
import { dpkgName, infoName, type ImageRecord, type Stanza } from '../../packages/dpkg-status.ts';
import { deploymentPath } from '../../host/usr-overlay.ts';
import { listFolder, readText } from '../../system/files/read.ts';
import { readPackageFile } from './package-file.ts';
import { readDatabase, type Database } from './examine-files.ts';
import { DPKG } from '../../places.ts';

/** Finds a package's record, or returns the versions that the image may have. */
export type RecordFinder = (stanza: Stanza) => Promise<ImageRecord | { versions: string[] }>;

/** Returns a function that finds records; `work` is an empty folder for what it fetches. */
export function recordFinder(facts: Facts, work: string): RecordFinder {
  const databases = imageDatabases(facts);
  const log = ['.1', ''].map((end) => readText(`/var/log/dpkg.log${end}`) ?? '').join('\n');
  return async (stanza) => {
    for (const database of databases) {
      const own = database.stanzas.find((each) => dpkgName(each) === dpkgName(stanza) && each.state === 'installed');
      const files = own ? readInfo(database.folder, own) : new Map<string, Buffer>();
      if (own && files.has('list')) return { stanza: own, files };
    }
    const versions = [...new Set([...changelogVersion(stanza), ...parseFormerVersions(log, stanza.name)])];
    for (const version of versions) {
      const record = await readPackageFile({ ...stanza, version }, work);
      if (record) return record;
    }
    return { versions };
  };
}

/** An image may keep the database it was built with here: ostree's and bootc's places for an image's /var, and two customs. */
function imageDatabases(facts: Facts): Database[] {
  const deployment = deploymentPath(facts);
  const folders = [`/usr/share/factory${DPKG}`, '/usr/lib/sysimage/dpkg', '/usr/share/dpkg/database', ...(deployment === null ? [] : [`${deployment}${DPKG}`])];
  return folders.filter((folder) => existsSync(`${folder}/status`)).flatMap((folder) => readDatabase(folder) ?? []);
}

function readInfo(folder: string, stanza: Stanza): Map<string, Buffer> {
  const start = `${infoName(stanza)}.`;
  const names = listFolder(`${folder}/info`).filter((name) => name.startsWith(start) && !name.slice(start.length).includes('.'));
  return new Map(names.map((name) => [name.slice(start.length), readFileSync(`${folder}/info/${name}`)]));
}

/** The first line has the form of deb-changelog(5): `name (version) suite; urgency=…`. */
function changelogVersion(stanza: Stanza): string[] {
  for (const name of ['changelog.Debian.gz', 'changelog.gz']) {
    try {
      const text = gunzipSync(readFileSync(`/usr/share/doc/${stanza.name}/${name}`)).toString('latin1');
      const version = /^\S+ \(([^)\s]+)\) /.exec(text)?.[1];
      if (version !== undefined) return [version];
    } catch {
      // Slim images have no documentation.
    }
  }
  return [];
}
