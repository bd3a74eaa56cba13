// This file turns a .deb into the record that dpkg would write of it, if its files are those on the disk.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { asInstalled, dpkgName, parseStanzas, type Stanza, type ImageRecord } from '../../packages/dpkg-status.ts';
import { runProgram } from '../../system/processes/run-program.ts';
import { examineFiles } from './examine-files.ts';
import { digestOf } from '../../system/files/digest.ts';

const TIMEOUT = 120_000;

/** Takes the exact version of `wanted` from apt's cache or fetches it. Returns null where that fails or its files differ. */
export async function readPackageFile(wanted: Stanza, work: string): Promise<ImageRecord | null> {
  const file = await findPackageFile(wanted, work);
  if (file === null) return null;
  const [control, data] = [join(work, 'control'), join(work, 'data')];
  for (const [option, folder] of [['--control', control], ['--extract', data]] as const) {
    rmSync(folder, { recursive: true, force: true });
    const extracted = await runProgram('dpkg-deb', [option, file, folder], TIMEOUT);
    if (!extracted.ok) return null;
  }
  const files = new Map(readdirSync(control).filter((name) => name !== 'control').map((name) => [name, readFileSync(join(control, name))]));
  // A folder comes before what is in it, as dpkg wants it.
  const paths = readdirSync(data, { recursive: true, encoding: 'utf8' }).map((path) => `/${path}`).sort();
  files.set('list', Buffer.from(['/.', ...paths].map((path) => `${path}\n`).join('')));
  const conffiles = new Set((files.get('conffiles')?.toString() ?? '').split('\n').filter((line) => line.startsWith('/')));
  const sums = new Map(paths.flatMap((path): [string, string][] => [digestOf(data + path, 'md5')].flatMap((sum) => (sum === undefined ? [] : [[path, sum]]))));
  const shipped = [...sums].filter(([path]) => !conffiles.has(path));
  // dpkg writes these itself for a package that ships none.
  if (!files.has('md5sums')) files.set('md5sums', Buffer.from(shipped.map(([path, sum]) => `${sum}  ${path.slice(1)}\n`).join('')));
  const text = asInstalled(readFileSync(join(control, 'control'), 'utf8').replace(/\n+$/, ''));
  const lines = [...conffiles].flatMap((path) => (sums.has(path) ? [` ${path} ${sums.get(path) ?? ''}`] : []));
  const stanza = parseStanzas(lines.length === 0 ? text : [text, 'Conffiles:', ...lines].join('\n'))?.[0];
  if (!stanza || stanza.version !== wanted.version || dpkgName(stanza) !== dpkgName(wanted)) return null;
  const tally = examineFiles(stanza, paths, new Map(shipped));
  const fits = tally.differing === 0 && tally.missing === tally.documents.missing;
  return fits ? { stanza, files } : null;
}

async function findPackageFile({ name, version, architecture }: Stanza, work: string): Promise<string | null> {
  const file = `${name}_${version.replaceAll(':', '%3a')}_${architecture}.deb`;
  const kept = `/var/cache/apt/archives/${file}`;
  if (existsSync(kept)) return kept;
  const folder = join(work, 'download');
  mkdirSync(folder, { recursive: true });
  const word = `${name}${architecture === 'all' ? '' : `:${architecture}`}=${version}`;
  // apt's own user could not write there; apt still checks what it fetches against the repository's signature.
  const fetched = await runProgram('apt-get', ['-o', 'APT::Sandbox::User=root', 'download', word], TIMEOUT, { folder });
  return fetched.ok && existsSync(join(folder, file)) ? join(folder, file) : null;
}
