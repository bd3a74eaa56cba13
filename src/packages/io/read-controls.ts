// This file reads what .debs say of themselves before they are unpacked: their maintainer scripts, triggers and lists of checksums. A
// thousand of them take some tenths of a second, because only their beginnings are read and one program unpacks them all.

import { closeSync, constants, openSync, readSync } from 'node:fs';
import { findMember } from '../../text/ar.ts';
import { filesInSeries } from '../../text/tar-series.ts';
import { locate } from '../../system/processes/locate.ts';

/** Texts by the names of deb-control(5) and its kin; a character for each byte. */
export type ControlFiles = ReadonlyMap<string, string>;

/** Null in the place of an archive that cannot be read. */
export function readControls(archives: readonly string[]): (ControlFiles | null)[] {
  const members = archives.map(readMember);
  const packed = members.flatMap((member) => (member?.name.endsWith('.xz') === true ? [member.data] : []));
  const unpacked = packed.length === 0 ? [] : unxz(packed);
  return members.map((member, index) => {
    const files = member?.name.endsWith('.xz') === true ? unpacked?.shift() : member && filesInSeries(inflate(member))[0];
    return files ?? askDpkg(archives[index] ?? '');
  });
}

/** All at once, as one stream; null where that does not give as many archives as were put into it. */
function unxz(packed: readonly Buffer[]): ControlFiles[] | null {
  const xz = locate('xz');
  const files = xz === undefined ? [] : filesInSeries(run(xz, ['--decompress', '--stdout'], Buffer.concat(packed)));
  return files.length === packed.length ? files : null;
}

type Member = { name: string; data: Buffer };

function readMember(archive: string): Member | null {
  let fd: number;
  try {
    fd = openSync(archive, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return null;
  }
  try {
    const head = readAt(fd, 0, HEAD);
    const member = findMember(head, /^control\.tar(\.\w+)?$/);
    if (member === null || member.size > LARGEST) return null;
    const end = member.at + member.size;
    return { name: member.name, data: end <= head.length ? head.subarray(member.at, end) : readAt(fd, member.at, member.size) };
  } catch {
    return null;
  } finally {
    closeSync(fd);
  }
}

/** Most control archives are far smaller, and stand at the beginning. */
const HEAD = 16 * 1024;
const LARGEST = 64 * 1024 * 1024;

function readAt(fd: number, at: number, size: number): Buffer {
  const data = Buffer.allocUnsafe(size);
  return data.subarray(0, readSync(fd, data, 0, size, at));
}

function inflate({ name, data }: Member): Buffer {
  const { gunzipSync, zstdDecompressSync } = process.getBuiltinModule('node:zlib');
  try {
    if (name.endsWith('.gz')) return gunzipSync(data, { maxOutputLength: LARGEST });
    return name.endsWith('.zst') ? zstdDecompressSync(data, { maxOutputLength: LARGEST }) : data;
  } catch {
    return Buffer.alloc(0);
  }
}

/** For what is packed or damaged in another way; a host need not have `xz`. */
function askDpkg(archive: string): ControlFiles | null {
  return filesInSeries(run('/usr/bin/dpkg-deb', ['--ctrl-tarfile', archive], Buffer.alloc(0)))[0] ?? null;
}

/** Empty where it fails. */
function run(program: string, words: readonly string[], input: Buffer): Buffer {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const { status, stdout } = spawnSync(program, words, { cwd: '/', env: { PATH: '/usr/bin:/bin' }, input, timeout: TIMEOUT, killSignal: 'SIGKILL', maxBuffer: 16 * LARGEST, stdio: ['pipe', 'pipe', 'ignore'] });
  return status === 0 ? stdout : Buffer.alloc(0);
}

/** Far more than any host takes for it. */
const TIMEOUT = 60_000;
