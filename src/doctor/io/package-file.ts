// This file finds a package's archive, and says what dpkg would record of it if its files are those on the disk.

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { recordOfArchive } from '../../packages/archive.ts';
import { parseMd5sums } from '../../packages/dpkg-files.ts';
import { dpkgName, selectionOf, type ImageRecord, type Stanza } from '../../packages/dpkg-status.ts';
import { runProgram } from '../../system/processes/run-program.ts';
import { examineFiles } from './examine-files.ts';
import { readArchive } from './read-archive.ts';
import { isAsShipped } from '../package-health.ts';

const TIMEOUT = 120_000;

/** Looks for the very version that `wanted` names, kept by apt or fetched by it. Returns a sentence where there is none that serves. */
export async function readPackageFile(wanted: Stanza, work: string): Promise<ImageRecord | string> {
  const file = await findPackageFile(wanted, work);
  if (file === null) return `apt has no copy of ${wanted.version}`;
  const archive = await readArchive(file);
  const record = archive === null ? `${file} cannot be read` : recordOfArchive(archive, selectionOf(wanted.want));
  if (typeof record === 'string') return record;
  if (record.stanza.version !== wanted.version || dpkgName(record.stanza) !== dpkgName(wanted)) return `${file} is another package`;
  const tally = examineFiles(record.stanza, pathsIn(record), parseMd5sums(record.files.get('md5sums')?.data.toString() ?? ''));
  return isAsShipped(tally) ? record : `the files of ${wanted.version} are not those in the image`;
}

function pathsIn(record: ImageRecord): string[] {
  return (record.files.get('list')?.data.toString() ?? '').split('\n').filter((path) => path.startsWith('/') && path !== '/.');
}

async function findPackageFile({ name, version, architecture }: Stanza, work: string): Promise<string | null> {
  const file = `${name}_${version.replaceAll(':', '%3a')}_${architecture}.deb`;
  const kept = `/var/cache/apt/archives/${file}`;
  if (existsSync(kept)) return kept;
  const folder = join(work, 'download');
  mkdirSync(folder, { recursive: true });
  const word = `${name}${architecture === 'all' ? '' : `:${architecture}`}=${version}`;
  // apt's own user could not write there; what is fetched is checked against the repository's signature all the same.
  const fetched = await runProgram('apt-get', ['-o', 'APT::Sandbox::User=root', 'download', word], TIMEOUT, { folder });
  return fetched.ok && existsSync(join(folder, file)) ? join(folder, file) : null;
}
