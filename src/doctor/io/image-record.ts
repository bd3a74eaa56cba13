// This file finds what dpkg's database would say of the version of a package that is in the image: from the image's own copy of the
// database where it has one, else from that version's archive.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Facts } from '../../host/facts.ts';
import { parseFormerVersions } from '../../packages/dpkg-files.ts';
import { dpkgName, type ImageRecord, type Stanza } from '../../packages/dpkg-status.ts';
import { readText } from '../../system/files/read.ts';
import { isInImage } from '../package-health.ts';
import { imageDatabases, readInfo, tallyOf } from './image-database.ts';
import { readPackageFile } from './package-file.ts';

/** `database` is the folder of the image's own database that it is from, null where it is from an archive. */
export type FoundRecord = ImageRecord & { database: string | null };

/** Returns a sentence where there is no record. */
export type RecordFinder = (stanza: Stanza) => Promise<FoundRecord | string>;

/** `work` is an empty folder for what is fetched. */
export function recordFinder(facts: Facts, work: string): RecordFinder {
  const databases = imageDatabases(facts);
  const log = readDpkgLog();
  return async (stanza) => {
    for (const database of databases) {
      const own = database.stanzas.find((each) => dpkgName(each) === dpkgName(stanza) && each.state === 'installed');
      const tally = own ? tallyOf(database, own) : null;
      if (own && tally && isInImage(tally)) return { stanza: own, files: readInfo(database, own), database: database.folder };
    }
    const versions = [...new Set([...changelogVersion(stanza), ...parseFormerVersions(log, stanza.name)])];
    const reasons: string[] = [];
    for (const version of versions) {
      const record = await readPackageFile({ ...stanza, version }, work);
      if (typeof record !== 'string') return { ...record, database: null };
      reasons.push(record);
    }
    return versions.length === 0 ? 'which version the image has is not known' : `the image has no copy of its database that fits, and ${reasons.join('; ')}`;
  };
}

/** Returns the end of dpkg's log, oldest first; empty where there is none. */
export function readDpkgLog(): string {
  return ['.1', ''].map((end) => readText(`/var/log/dpkg.log${end}`) ?? '').join('\n');
}

/** deb-changelog(5): `name (version) suite; urgency=…`. */
export function changelogVersion({ name }: Pick<Stanza, 'name'>): string[] {
  for (const file of ['changelog.Debian.gz', 'changelog.gz']) {
    try {
      const text = gunzipSync(readFileSync(`/usr/share/doc/${name}/${file}`)).toString('latin1');
      const version = /^\S+ \(([^)\s]+)\) /.exec(text)?.[1];
      if (version !== undefined) return [version];
    } catch {
      // The image has no documentation.
    }
  }
  return [];
}
