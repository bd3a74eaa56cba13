// This file derives what dpkg's database says of an installed package from the package's archive, byte for byte as dpkg writes it.

import { parseStanza, withStatus, type ImageRecord, type InfoFile } from './dpkg-status.ts';
import type { BytePath } from '../text/paths.ts';
import type { TarMember } from '../text/tar.ts';

/** Holds a .deb, as deb(5) describes it; `members` are in the order of the archive. */
export type Archive = { control: ReadonlyMap<string, InfoFile>; members: readonly ArchiveMember[] };

/** `md5` is null for what has no content; a hard link has that of its target. */
export type ArchiveMember = { path: BytePath; kind: TarMember['kind']; md5: string | null };

/** Returns a sentence where dpkg's entry depends on more than the archive. `want` is dpkg's word for the selection. */
export function recordOfArchive({ control, members }: Archive, want: string): ImageRecord | string {
  const text = control.get('control')?.data.toString('latin1').replace(/\n+$/, '');
  if (text === undefined) return 'its archive has no control file';
  const conffiles = (control.get('conffiles')?.data.toString('latin1') ?? '').split('\n').map((line) => line.trimEnd()).filter((line) => line !== '');
  // These carry a word before their path, and what dpkg writes of one depends on what was there before.
  if (conffiles.some((line) => !line.startsWith('/'))) return 'it has configuration files to be removed on an upgrade';
  const sums = new Map(members.flatMap(({ path, md5 }) => (md5 === null ? [] : [[path, md5] as const])));
  const table = conffiles.flatMap((path) => (sums.has(path) ? [` ${path} ${sums.get(path) ?? ''}`] : []));
  const stanza = parseStanza(withStatus(table.length === 0 ? text : [text, 'Conffiles:', ...table].join('\n'), `${want} ok installed`));
  if (!stanza) return 'its archive has no package';
  const files = new Map([...control].filter(([name]) => name !== 'control'));
  files.set('list', plainFile(members.map(({ path }) => `${path}\n`)));
  // dpkg makes the checksums itself for a package that brings none, and then has those of configuration files among them.
  if (!files.has('md5sums')) files.set('md5sums', plainFile([...sums].map(([path, sum]) => `${sum}  ${path.slice(1)}\n`)));
  return { stanza, files };
}

function plainFile(lines: readonly string[]): InfoFile {
  return { data: Buffer.from(lines.join(''), 'latin1'), mode: 0o644 };
}
