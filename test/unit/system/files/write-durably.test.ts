import { afterAll, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDurably } from '../../../../src/system/files/write-durably.ts';

const folder = mkdtempSync(join(tmpdir(), 'write-durably-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('what cannot take the place of the old file does not stay beside it', () => {
  mkdirSync(join(folder, 'taken'));
  expect(() => writeDurably(join(folder, 'taken'), 'text')).toThrow('EISDIR');
  expect(readdirSync(folder)).toEqual(['taken']);
});

test('it is written', () => {
  writeDurably(join(folder, 'file'), 'text');
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('text');
});
