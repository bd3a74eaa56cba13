// Where a captured host is written to: nobody else may choose the place, or what is in it.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCapture, writeCapture } from '../../../../src/system/evidence/capture.ts';

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
    expect(writeCapture(join(folder, 'link'), EVIDENCE)).toMatch(/^cannot write to .*: (ELOOP|ENOTDIR)$/);
    expect(readdirSync(join(folder, 'target'))).toEqual([]);
  });

  it('refuses an empty folder that anybody can write to', () => {
    mkdirSync(join(folder, 'open'));
    chmodSync(join(folder, 'open'), 0o777);
    expect(writeCapture(join(folder, 'open'), EVIDENCE)).toMatch(/others can write to it/);
    expect(readdirSync(join(folder, 'open'))).toEqual([]);
  });
});
