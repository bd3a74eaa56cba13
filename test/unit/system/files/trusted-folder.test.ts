// Whether somebody else could lead root elsewhere, on a way that goes through links.

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeableOnTheWay } from '../../../../src/system/files/trusted-folder.ts';

// Everybody can write here, as in any /tmp.
const open = realpathSync(tmpdir());
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(open, 'on-the-way-'));
  mkdirSync(join(folder, 'inner'));
  symlinkSync('/usr/lib', join(folder, 'link'));
  symlinkSync('loop', join(folder, 'loop'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

it.each(['/', '/usr/lib', '/usr/lib/', '/usr/./lib/../bin'])('nobody but root can change the way to %s', (path) => {
  expect(changeableOnTheWay(path)).toBeNull();
});

it.each(['inner', 'link', 'link/', 'link/../bin', 'inner/../link', 'loop'])('a way through %s in a folder of everybody is changeable', (name) => {
  expect(changeableOnTheWay(`${folder}/${name}`)).toBe(open);
});

it('the last one itself may be changeable', () => {
  expect(changeableOnTheWay(open)).toBeNull();
});
