// Where a captured host is written to: nobody else may choose the place, or what is in it.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Evidence } from '../../../../src/host/evidence.ts';
import { readCapture, writeCapture } from '../../../../src/host/io/capture.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'capture-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const EVIDENCE = { mountinfo: 'some text\n' };

describe('writeCapture', () => {
  it('makes the folder, and readCapture reads it', () => {
    expect(writeCapture(join(folder, 'a/b'), EVIDENCE)).toBeNull();
    expect(readCapture(join(folder, 'a/b'))).toEqual(EVIDENCE);
  });

  it('refuses a link to an empty folder', () => {
    mkdirSync(join(folder, 'target'));
    symlinkSync('target', join(folder, 'link'));
    expect(writeCapture(join(folder, 'link'), EVIDENCE)).toEqual({ line: expect.stringMatching(/^cannot write to .*: (a symbolic link is in the way|a part of its path is not a folder)$/), exitCode: 64 });
    expect(readdirSync(join(folder, 'target'))).toEqual([]);
  });

  it('refuses an empty folder that anybody can write to', () => {
    mkdirSync(join(folder, 'open'));
    chmodSync(join(folder, 'open'), 0o777);
    expect(writeCapture(join(folder, 'open'), EVIDENCE)).toEqual({ line: expect.stringContaining('others can write to it'), exitCode: 64 });
    expect(readdirSync(join(folder, 'open'))).toEqual([]);
  });

  it('refuses a folder that holds something', () => {
    expect(writeCapture(folder, EVIDENCE)).toBeNull();
    expect(writeCapture(folder, EVIDENCE)).toEqual({ line: expect.stringContaining('is not empty; name a new folder'), exitCode: 64 });
  });

  it('leaves nothing where one of the files cannot be written', () => {
    const evidence = { ...EVIDENCE, ['no/such/folder']: 'text' } as Evidence;
    expect(writeCapture(folder, evidence)).toEqual({ line: expect.stringMatching(/^cannot write to .*: no such file or folder$/), exitCode: 71 });
    expect(readdirSync(folder)).toEqual([]);
    expect(writeCapture(folder, EVIDENCE)).toBeNull();
  });
});
