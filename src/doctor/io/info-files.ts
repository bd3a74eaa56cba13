// This file changes a package's files in the `info` folder of a draft of dpkg's database.

import { rmSync, writeFileSync } from 'node:fs';
import { parseList, parseMd5sums } from '../../packages/dpkg-files.ts';
import { dpkgName, infoName, type ImageRecord, type Stanza } from '../../packages/dpkg-status.ts';
import { parseDpkgPackages } from '../../packages/package-set.ts';
import { listFolder, readText } from '../../system/files/read.ts';

/** Puts the files of the image's version in the place of those of the version that came and went. */
export function writeInfo(folder: string, old: Stanza, record: ImageRecord): void {
  removeInfo(folder, old, () => true);
  for (const [end, { data, mode }] of record.files) writeFileSync(`${folder}/info/${infoName(record.stanza)}.${end}`, data, { mode });
}

/**
 * Makes dpkg's removal of a package change the database alone. Only configuration files stay on its list, because dpkg keeps these. No
 * script is run, whose programs are gone, nor the triggers of others. Returns what the database knew of its files.
 */
export function forgetFiles(folder: string, stanza: Stanza): ForgottenFiles {
  const base = `${folder}/info/${infoName(stanza)}`;
  const text = readText(`${base}.list`, { encoding: 'latin1' });
  const conffiles = new Set(parseDpkgPackages(`${stanza.text}\n`).packages[0]?.conffiles.map(({ path }) => path));
  if (text !== undefined) writeFileSync(`${base}.list`, configurationOnly(text, conffiles), 'latin1');
  const interests = readText(`${base}.triggers`)?.split('\n').filter((line) => line.startsWith('interest'));
  if (interests) writeFileSync(`${base}.triggers`, interests.map((line) => `${line}\n`).join(''));
  removeInfo(folder, stanza, isScript);
  return { name: dpkgName(stanza), paths: parseList(decoded(text ?? '')), sums: parseMd5sums(readText(`${base}.md5sums`) ?? ''), conffiles: new Set([...conffiles].map(decoded)) };
}

/** Holds the paths that a package had, the checksums that it shipped, and its configuration files. */
export type ForgottenFiles = { name: string; paths: string[]; sums: ReadonlyMap<string, string>; conffiles: ReadonlySet<string> };

function decoded(text: string): string {
  return Buffer.from(text, 'latin1').toString();
}

function configurationOnly(list: string, conffiles: ReadonlySet<string>): string {
  const lines = list.split('\n');
  const kept = lines.filter((line) => line === '/.' || conffiles.has(line) || [...conffiles].some((path) => path.startsWith(`${line}/`)));
  return kept.filter((line) => line !== '').map((line) => `${line}\n`).join('');
}

function removeInfo(folder: string, stanza: Stanza, which: (end: string) => boolean): void {
  const start = `${infoName(stanza)}.`;
  for (const name of listFolder(`${folder}/info`)) {
    const end = name.startsWith(start) ? name.slice(start.length) : '';
    if (end !== '' && !end.includes('.') && which(end)) rmSync(`${folder}/info/${name}`);
  }
}

function isScript(end: string): boolean {
  return ['preinst', 'postinst', 'prerm', 'postrm', 'config'].includes(end);
}
