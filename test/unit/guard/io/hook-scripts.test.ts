// What the administrator's hooks call is found, however they call it.

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownProgramsOf, scriptsOf } from '../../../../src/guard/io/hook-scripts.ts';

let folder: string;
const write = (name: string, text: string): void => {
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), 0o755);
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hooks-'));
  write('rw', '#!/bin/sh\nmount -o remount,rw /usr\n');
  write('caller', `#!/bin/sh\nexec ${folder}/rw "$@"\n`);
  write('data', 'mount remount rw\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['DIR/rw', true],
  ['sh DIR/rw now', true],
  ["sh -c 'DIR/rw'", true],
  ['[ ! -x DIR/rw ] || DIR/rw;', true],
  ['if test -x DIR/rw; then DIR/rw; fi', true],
  ['DIR/caller', true],
  ['grep x DIR/data', false],
  ['DIR/missing', false],
  ['true', false],
])('%s', (hook, expected) => {
  expect(scriptsOf(hook.replaceAll('DIR', folder)).includes('remount,rw /usr')).toBe(expected);
});

it.each([
  ['DIR/rw', ['DIR/rw']],
  ['[ ! -x DIR/rw ] || DIR/rw; DIR/caller', ['DIR/rw', 'DIR/caller']],
  ['/usr/bin/test -x /usr/bin/env && /usr/bin/env true || exit 0', []],
  ['test -x DIR/missing && DIR/missing', []],
  ['ls DIR', []],
])('of the own programs: %s', (hook, expected) => {
  expect(ownProgramsOf(hook.replaceAll('DIR', folder))).toEqual(expected.map((path) => path.replace('DIR', folder)));
});
