import { afterAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mountTableProblem, readMounts } from '../../../../src/system/mounts/mounts.ts';

const folder = mkdtempSync(join(tmpdir(), 'mounts-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a mount table that cannot be read is no host without mounts', () => {
  expect(() => readMounts(join(folder, 'absent'))).toThrow('ENOENT');
  expect(mountTableProblem(join(folder, 'absent'))).toContain(`${join(folder, 'absent')} cannot be read`);
});

test('nor is an empty one', () => {
  expect(mountTableProblem('/dev/null')).toContain('nothing was done');
});

test('a mount table with mounts is none', () => {
  const table = join(folder, 'mountinfo');
  writeFileSync(table, '29 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n');
  expect(mountTableProblem(table)).toBeNull();
  expect(readMounts(table)).toMatchObject([{ mountPoint: '/', device: '8:1' }]);
});
