// This file reads a .deb without unpacking it: no file of it touches the disk, and no link in it can lead anywhere.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { Archive, ArchiveMember } from '../../packages/archive.ts';
import type { InfoFile } from '../../packages/dpkg-status.ts';
import { CLEAN_ENVIRONMENT } from '../../system/processes/run-program.ts';
import { locate } from '../../system/processes/locate.ts';
import { tarReader, type TakeContent, type TarMember } from '../../text/tar.ts';

/** Returns null where dpkg-deb cannot read the file to its end. */
export async function readArchive(file: string): Promise<Archive | null> {
  const control = new Map<string, InfoFile>();
  const members: ArchiveMember[] = [];
  const isWhole = (await readTar('--ctrl-tarfile', file, keepControl(control))) && (await readTar('--fsys-tarfile', file, keepDigests(members)));
  return isWhole ? { control, members } : null;
}

function keepControl(control: Map<string, InfoFile>) {
  return ({ path, kind, mode }: TarMember): TakeContent => {
    const pieces: Uint8Array[] = [];
    return (piece) => {
      if (piece) pieces.push(piece);
      else if (kind === 'file') control.set(path.slice(1), { data: Buffer.concat(pieces), mode: mode & 0o777 });
    };
  };
}

function keepDigests(members: ArchiveMember[]) {
  const sums = new Map<string, string>();
  return ({ path, kind, target }: TarMember): TakeContent => {
    const hash = createHash('md5');
    return (piece) => {
      if (piece) return void hash.update(piece);
      const md5 = kind === 'file' ? hash.digest('hex') : kind === 'hardlink' ? (sums.get(target) ?? null) : null;
      if (md5 !== null) sums.set(path, md5);
      members.push({ path, kind, md5 });
    };
  };
}

/** The largest packages of Debian, some gigabytes, take a slow disk minutes. */
const TIMEOUT = 900_000;

function readTar(option: string, file: string, begin: (member: TarMember) => TakeContent): Promise<boolean> {
  const program = locate('dpkg-deb');
  if (program === undefined) return Promise.resolve(false);
  const child = spawn(program, [option, file], { cwd: '/', env: CLEAN_ENVIRONMENT, stdio: ['ignore', 'pipe', 'ignore'], timeout: TIMEOUT, killSignal: 'SIGKILL' });
  const reader = tarReader(begin);
  let isTar = true;
  child.stdout.on('data', (piece: Buffer) => {
    isTar &&= reader.take(piece);
    if (!isTar) child.kill('SIGKILL');
  });
  return new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0 && isTar && reader.ended()));
  });
}
