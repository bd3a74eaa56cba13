// This file changes a package's files in the `info` folder of a draft of dpkg's database.

import { rmSync, writeFileSync } from 'node:fs';
import { parseList } from '../../packages/dpkg-files.ts';
import { infoName, type ImageRecord, type Stanza } from '../../packages/dpkg-status.ts';
import { parseDpkgPackages } from '../../packages/package-set.ts';
import { listFolder, readText } from '../../system/files/read.ts';

/** Puts the files of the image's version in the place of those of the version that came and went. */
export function writeInfo(folder: string, old: Stanza, record: ImageRecord): void {
  removeInfo(folder, old, () => true);
  for (const [end, { data, mode }] of record.files) writeFileSync(`${folder}/info/${infoName(record.stanza)}.${end}`, data, { mode });
}

/**
 * Makes dpkg's removal of a package change the database alone. Only configuration files stay on its list, because dpkg keeps these. No
 * script is run, whose programs are gone, nor the triggers of others. Returns the paths that the list had.
 */
export function forgetFiles(folder: string, stanza: Stanza): string[] {
  const base = `${folder}/info/${infoName(stanza)}`;
  const text = readText(`${base}.list`, { encoding: 'latin1' });
  if (text !== undefined) writeFileSync(`${base}.list`, configurationOnly(stanza, text), 'latin1');
  const interests = readText(`${base}.triggers`)?.split('\n').filter((line) => line.startsWith('interest'));
  if (interests) writeFileSync(`${base}.triggers`, interests.map((line) => `${line}\n`).join(''));
  removeInfo(folder, stanza, isScript);
  return parseList(Buffer.from(text ?? '', 'latin1').toString());
}

function configurationOnly(stanza: Stanza, list: string): string {
  const conffiles = new Set(parseDpkgPackages(`${stanza.text}\n`).packages[0]?.conffiles.map(({ path }) => path));
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
