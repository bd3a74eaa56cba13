import { afterAll, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFile } from '../../../../src/overlay/io/lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'overlay-lock-'));
const path = join(folder, 'lock');
afterAll(() => rmSync(folder, { recursive: true }));

function program(text: string): string {
  const file = join(folder, 'flock');
  writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return file;
}

test('a flock that hangs is not waited for for ever, and is no lock', () => {
  expect(lockFile(path, program('exec sleep 1000'), 0, 0.2)).toEqual({ kind: 'broken', line: `flock: failed on ${path}` });
});

test('nor is one that fails', () => {
  expect(lockFile(path, program('exit 1'), 0, 10)).toEqual({ kind: 'broken', line: `flock: failed on ${path}` });
});

test('a lock that is held says by whom', () => {
  const held = lockFile(path, '/usr/bin/flock', 0, 10);
  expect(held).toMatchObject({ kind: 'held' });
  expect(readFileSync(path, 'utf8')).toBe(`${String(process.pid)}\n`);
  expect(lockFile(path, '/usr/bin/flock', 0, 10)).toEqual({ kind: 'busy', holder: expect.stringContaining(`pid ${String(process.pid)}, `) });
  if (held.kind === 'held') held.release();
  const next = lockFile(path, '/usr/bin/flock', 0, 10);
  expect(next).toMatchObject({ kind: 'held' });
  if (next.kind === 'held') next.release();
});

test('whether another one was waited for is told', async () => {
  const other = spawn('/usr/bin/flock', [path, 'sh', '-c', 'echo held; sleep 0.3'], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(other.stdout, 'data');
  const late = lockFile(path, '/usr/bin/flock', 10, 10);
  expect(late).toMatchObject({ kind: 'held', waited: true });
  if (late.kind === 'held') late.release();
  const next = lockFile(path, '/usr/bin/flock', 10, 10);
  expect(next).toMatchObject({ kind: 'held', waited: false });
  if (next.kind === 'held') next.release();
});
