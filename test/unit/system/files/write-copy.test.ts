// Whoever owns the folder swaps the new file for a link while it is written: what the link leads to stays as it was.
import { afterAll, expect, it, jest } from '@jest/globals';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = fs.mkdtempSync(join(tmpdir(), 'write-copy-'));
const [path, from, victim] = ['file', 'from', 'victim'].map((name) => join(folder, name)) as [string, string, string];
const swap = (): void => {
  fs.rmSync(path);
  fs.symlinkSync(victim, path);
};
jest.unstable_mockModule('node:fs', () => ({ ...fs, default: fs, writeFileSync: (fd: number, data: Buffer) => (fs.writeFileSync(fd, data), swap()) }));
const { writeCopy } = await import('../../../../src/system/files/write-copy.ts');

afterAll(() => fs.rmSync(folder, { recursive: true }));

it('neither mode nor owner of another file is changed', () => {
  fs.writeFileSync(victim, 'secret', { mode: 0o600 });
  fs.writeFileSync(from, 'new');
  writeCopy(path, from, { mode: 0o644, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 });
  expect(fs.lstatSync(victim).mode & 0o777).toBe(0o600);
  expect(fs.readFileSync(victim, 'utf8')).toBe('secret');
});
