// What `run` says of a command before it starts it, as execvp(3) would find it.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requireProgram } from '../../../../src/system/processes/require-program.ts';

describe('a command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'require-program-'));
  beforeAll(() => {
    for (const name of ['bin', 'other', 'bin/folder']) mkdirSync(join(folder, name));
    for (const name of ['bin/plain', 'bin/both', 'other/both', 'other/program']) writeFileSync(join(folder, name), '');
    for (const name of ['other/both', 'other/program']) chmodSync(join(folder, name), 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(['program', 'both', './other/program', 'other/../other/program', 'sh'])('%s can be started', (name) => {
    expect(() => requireProgram(name, `${folder}/bin:other:/bin`, folder)).not.toThrow();
  });

  it.each([
    ['nothing', 'ENOENT'],
    ['', 'ENOENT'],
    ['other', 'ENOENT'],
    ['./program', 'ENOENT'],
    ['bin/plain/x', 'ENOENT'],
    ['plain', 'EACCES'],
    ['folder', 'EACCES'],
    ['./bin', 'EACCES'],
  ])('%j cannot: %s', (name, code) => {
    expect(() => requireProgram(name, `${folder}/bin:other:/bin`, folder)).toThrow(expect.objectContaining({ code }));
  });

  it('is looked for in the folder itself where PATH says so, and without PATH in /bin', () => {
    expect(() => requireProgram('program', '/nowhere:', join(folder, 'other'))).not.toThrow();
    expect(() => requireProgram('sh')).not.toThrow();
    expect(() => requireProgram('program', undefined, join(folder, 'other'))).toThrow();
  });
});
