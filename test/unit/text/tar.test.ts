import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, linkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { tarReader, type TarMember } from '../../../src/text/tar.ts';

type Read = { members: TarMember[]; contents: string[]; isTar: boolean; ended: boolean };

/** Gives the archive in pieces of a size that fits no block. */
function read(archive: Buffer, size = 700): Read {
  const found: Read = { members: [], contents: [], isTar: true, ended: false };
  const reader = tarReader((member) => {
    found.members.push(member);
    let text = '';
    return (piece) => {
      if (piece) text += Buffer.from(piece).toString();
      else found.contents.push(text);
    };
  });
  for (let at = 0; at < archive.length && found.isTar; at += size) found.isTar = reader.take(archive.subarray(at, at + size));
  return { ...found, ended: reader.ended() };
}

const LONG = `a${'b'.repeat(120)}/c${'d'.repeat(140)}`;

/** Made by tar(1), as dpkg-deb has it made. */
function sample(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'tar-'));
  try {
    mkdirSync(join(folder, LONG), { recursive: true });
    mkdirSync(join(folder, 'etc'));
    writeFileSync(join(folder, LONG, 'file'), 'x'.repeat(1500), { mode: 0o640 });
    writeFileSync(join(folder, 'etc/one'), 'one', { mode: 0o755 });
    linkSync(join(folder, 'etc/one'), join(folder, 'etc/two'));
    symlinkSync('/etc/ssl/certs', join(folder, 'etc/certs'));
    symlinkSync(`/${LONG}`, join(folder, 'etc/far'));
    return execFileSync('tar', ['--format=gnu', '--sort=name', '-C', folder, '-cf', '-', './etc', `./${LONG}/file`]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('reads what dpkg would unpack, in its order', () => {
  for (const size of [1, 512, 700, 1 << 20]) {
    const { members, contents, isTar, ended } = read(sample(), size);
    expect([isTar, ended]).toEqual([true, true]);
    expect(members.map(({ path, kind, target }) => [path, kind, target])).toEqual([
      ['/etc', 'directory', ''],
      ['/etc/certs', 'symlink', '/etc/ssl/certs'],
      ['/etc/far', 'symlink', `/${LONG}`],
      ['/etc/one', 'file', ''],
      ['/etc/two', 'hardlink', '/etc/one'],
      [`/${LONG}/file`, 'file', ''],
    ]);
    expect(contents).toEqual(['', '', '', 'one', '', 'x'.repeat(1500)]);
    expect(members.map(({ mode }) => mode.toString(8)).slice(3)).toEqual(['755', '755', '640']);
  }
});

it('takes no text for an archive that is none, was cut short, or was changed', () => {
  const whole = sample();
  expect(read(Buffer.from('no archive'.repeat(100))).isTar).toBe(false);
  expect(read(whole.subarray(0, 1024)).ended).toBe(false);
  const changed = Buffer.from(whole);
  changed[0] = 0x41;
  expect(read(changed)).toMatchObject({ isTar: false, members: [] });
});
