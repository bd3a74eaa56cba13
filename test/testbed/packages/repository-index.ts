// Writes the indices of a flat repository folder: what apt-ftparchive would, without needing apt-utils on the machine.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../command.ts';
import { sourcesIndex } from './tiny-source.ts';

/** Indexes `root/folder/pool`; file names are relative to `root`, which is the URI of the sources line. */
export async function indexFolder(root: string, folder: string): Promise<void> {
  const pool = join(root, folder, 'pool');
  const stanzas: string[] = [];
  for (const name of readdirSync(pool).filter((file) => file.endsWith('.deb')).sort()) {
    stanzas.push(await stanzaOf(join(pool, name), `${folder}/pool/${name}`));
  }
  const indices: Record<string, string> = { Packages: stanzas.join('\n') };
  if (existsSync(join(pool, 'tiny-source_1.0.dsc'))) indices['Sources'] = sourcesIndex(folder, pool);
  for (const [name, text] of Object.entries(indices)) writeFileSync(join(root, folder, name), text);
  writeFileSync(join(root, folder, 'Release'), releaseOf(folder, indices));
}

async function stanzaOf(deb: string, filename: string): Promise<string> {
  const control = (await command('dpkg-deb', ['-f', deb])).trimEnd();
  const data = readFileSync(deb);
  return `${control}\nFilename: ${filename}\nSize: ${String(data.length)}\nSHA256: ${sha256(data)}\n`;
}

// The origin is what unattended-upgrades chooses by.
function releaseOf(folder: string, indices: Record<string, string>): string {
  const rows = Object.entries(indices).map(([name, text]) => ` ${sha256(Buffer.from(text))} ${String(Buffer.byteLength(text))} ${name}`);
  return [`Origin: testbed-${folder}`, `Label: testbed-${folder}`, `Suite: ${folder}`, `Codename: ${folder}`, 'Date: Tue, 14 Nov 2023 22:13:20 UTC', 'SHA256:', ...rows, ''].join('\n');
}

function sha256(data: Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
