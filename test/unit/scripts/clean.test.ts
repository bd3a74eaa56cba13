// What the tests leave is noted, and `npm run clean` names it and takes it away, immutable folders included.
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let tree: string;
const cache = (): string => join(tree, 'cache');

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'clean-'));
  cpSync(new URL('../../../scripts', import.meta.url), join(tree, 'scripts'), { recursive: true });
  writeFileSync(join(tree, 'package.json'), '{"type":"module"}');
});

afterEach(() => rmSync(tree, { recursive: true, force: true }));

function clean(...words: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['--no-warnings', join(tree, 'scripts/clean.js'), ...words], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', AIB_TESTBED: cache(), PATH: `${join(tree, 'bin')}:${process.env.PATH ?? ''}` } });
}

it('says where there is nothing', () => expect(clean()).toMatchObject({ status: 0, stdout: 'There is nothing to clean.\n', stderr: '' }));

it('names the packages that were installed, each once, and the folders, and takes nothing in a dry run', () => {
  mkdirSync(cache());
  writeFileSync(join(cache(), 'installed-packages'), 'one\ntwo\none\n');
  expect(clean('--dry-run').stdout).toBe(`Packages to remove: one two\nFolder to delete: ${cache()}\n`);
  expect(existsSync(cache())).toBe(true);
});

it('deletes the cache and dist, with what is immutable in them', () => {
  const root = join(cache(), 'deployments/x/ostree/deploy/debian/deploy/abc.0');
  mkdirSync(root, { recursive: true });
  mkdirSync(join(tree, 'dist'));
  if (process.getuid?.() === 0) spawnSync('chattr', ['+i', root]);
  const { status, stdout, stderr } = clean();
  expect(stdout).toContain(`Deleting ${cache()}.\n`);
  expect([status, stderr, existsSync(cache()), existsSync(join(tree, 'dist'))]).toEqual([0, '', false, false]);
});

it('makes folders mutable before the package with chattr goes', () => {
  if (process.getuid?.() !== 0) return;
  mkdirSync(join(tree, 'bin'));
  const root = join(cache(), 'deployments/x/ostree/deploy/debian/deploy/abc.0');
  mkdirSync(root, { recursive: true });
  writeFileSync(join(cache(), 'installed-packages'), 'e2fsprogs\n');
  for (const [name, text] of [['chattr', 'echo chattr'], ['apt-get', 'echo "$1 $2"']] as const) writeFileSync(join(tree, 'bin', name), `#!/bin/sh\n${text} >>'${tree}/log'\n`, { mode: 0o755 });
  expect(clean().status).toBe(0);
  expect(readFileSync(join(tree, 'log'), 'utf8')).toBe('purge -s\nchattr\npurge -y\n');
});

it('removes no package where one that somebody installed since would go with it', () => {
  mkdirSync(join(tree, 'bin'));
  mkdirSync(cache());
  writeFileSync(join(cache(), 'installed-packages'), 'one\ntwo\n');
  // What apt-get says of a simulation; it is asked for nothing else.
  writeFileSync(join(tree, 'bin/apt-get'), '#!/bin/sh\n[ "$1 $2" = "purge -s" ] || exit 70\nprintf "Purg one [1]\\nRemv his:amd64 [2]\\nPurg two [1]\\n"\n', { mode: 0o755 });
  const { status, stderr } = clean();
  expect(status).toBe(69);
  if (process.getuid?.() === 0) expect(stderr).toBe('error: packages that the tests did not install need theirs by now: his. Nothing was removed.\n');
  expect(existsSync(cache())).toBe(true);
});
