// What comes before `npm run demo` and `npm test` in a fresh clone: it says what it does, and each trouble is one line.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let clone: string;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'prepare-'));
  mkdirSync(join(clone, 'scripts'));
  writeFileSync(join(clone, 'package.json'), '{"type":"module"}');
  copyFileSync(new URL('../../../scripts/prepare.js', import.meta.url), join(clone, 'scripts/prepare.js'));
});

afterEach(() => rmSync(clone, { recursive: true }));

/** `npm` is the text of a program in the place of npm's. */
function prepare(npm: string, environment: NodeJS.ProcessEnv = {}): { status: number | null; stdout: string; stderr: string } {
  const stand = join(clone, 'npm-cli.cjs');
  writeFileSync(stand, npm);
  return spawnSync(process.execPath, [join(clone, 'scripts/prepare.js')], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', npm_execpath: stand, ...environment } });
}

const INSTALLS = `const { mkdirSync, writeFileSync } = require('node:fs');
mkdirSync('node_modules/.bin', { recursive: true }); writeFileSync('node_modules/.bin/node', ''); writeFileSync('node_modules/.package-lock.json', '{}');
console.error('npm warn EBADENGINE'); console.log('added 695 packages');`;

it('installs once, says so in one line, and is silent from then on', () => {
  const first = prepare(INSTALLS);
  expect(first).toMatchObject({ status: 0, stdout: '', stderr: expect.stringMatching(/^Installing the build tools into node_modules: .*\n$/) });
  expect(prepare('process.exit(1)')).toMatchObject({ status: 0, stdout: '', stderr: '' });
});

it('without the network asks npm for what its cache holds, and for nothing else', () => {
  const npm = (cached: string): string => `const words = process.argv.slice(2); require('node:fs').appendFileSync('asked', words.filter((word) => !/^--(no-|log|fetch|ignore)/.test(word)).join(' ') + '\\n');
if (words[0] === 'ping') { console.error('npm error code EAI_AGAIN'); process.exit(1); }
${cached}`;
  const cache = { npm_config_cache: join(clone, 'npm') };
  expect(prepare(npm('process.exit(1);'), cache).status).toBe(69);
  mkdirSync(join(clone, 'npm/_cacache/content-v2'), { recursive: true });
  expect(prepare(npm('process.exit(1);'), cache).stderr.split('\n')[1]).toBe('error: the npm registry cannot be reached. Connect this machine to the network, and try again.');
  expect(prepare(npm(INSTALLS), cache).status).toBe(0);
  expect(readFileSync(join(clone, 'asked'), 'utf8')).toBe('ping\nping\nci --offline\nping\nci --offline\n');
});

it('begins again where it was interrupted', () => {
  mkdirSync(join(clone, 'node_modules/.bin'), { recursive: true });
  writeFileSync(join(clone, 'node_modules/.bin/node'), '');
  expect(prepare(INSTALLS).status).toBe(0);
  expect(existsSync(join(clone, 'node_modules/.package-lock.json'))).toBe(true);
});

it.each([
  ['npm error code EAI_AGAIN\nnpm error request to https://registry failed\n', 'the npm registry cannot be reached. Connect this machine to the network, and try again.'],
  ['npm ERR! code ENOSPC\nnpm ERR! write\n', 'no space is left on the disk for node_modules, which needs 440 MB and as much again in the cache of npm.'],
  ['npm error code EUSAGE\nnpm error\nnpm error the lock file is not in sync\n', 'npm ci failed: the lock file is not in sync.'],
  ['', 'npm ci failed: it gave no reason.'],
])('one line for %j', (said, line) => {
  const { status, stderr } = prepare(`process.stderr.write(${JSON.stringify(said)}); process.exit(1)`);
  expect(status).toBe(69);
  expect(stderr.split('\n').slice(1)).toEqual([`error: ${line}`, '']);
});

describe('a small system without the library that the project\'s Node.js needs', () => {
  /** `aptGet`: what apt-get's stand-in does, in shell. */
  function smallSystem(aptGet: string): NodeJS.ProcessEnv {
    mkdirSync(join(clone, 'bin'));
    writeFileSync(join(clone, 'bin/ldconfig'), '#!/bin/sh\necho "libc.so.6 (libc6,x86-64) => /lib/libc.so.6"\n', { mode: 0o755 });
    writeFileSync(join(clone, 'bin/apt-get'), `#!/bin/sh\n${aptGet}\n`, { mode: 0o755 });
    return { PATH: `${join(clone, 'bin')}:${process.env.PATH ?? ''}`, AIB_TESTBED: join(clone, 'cache') };
  }

  const isRoot = process.getuid?.() === 0;

  it('gets it from apt-get, for root, and that is noted for `npm run clean`', () => {
    const { status, stderr } = prepare(INSTALLS, smallSystem('case "$*" in *update*) touch "$0.lists" ;; *libatomic1*) test -e "$0.lists" ;; esac'));
    if (!isRoot) return expect([status, stderr]).toEqual([69, "error: the library libatomic.so.1 is missing, which the project's Node.js needs. On Debian: `sudo apt-get install libatomic1`.\n"]);
    expect(stderr.split('\n')[0]).toBe("Installing the package libatomic1 with apt-get, which the project's Node.js needs; `npm run clean` removes it again.");
    return expect([status, readFileSync(join(clone, 'cache/installed-packages'), 'utf8')]).toEqual([0, 'libatomic1\n']);
  });

  it('says so before anything is downloaded, where apt-get cannot', () => {
    const { status, stderr } = prepare('process.exit(70)', smallSystem('exit 100'));
    expect(status).toBe(69);
    if (isRoot) expect(stderr.split('\n').slice(1)).toEqual(['error: apt-get cannot install libatomic1. Connect this machine to the network, or install the library libatomic.so.1 yourself.', '']);
    expect(existsSync(join(clone, 'cache'))).toBe(false);
  });
});

it('the demo of an ordinary user ends before the download', () => {
  const { status, stderr } = prepare(INSTALLS, { npm_lifecycle_event: 'predemo' });
  if (process.getuid?.() === 0) expect(status).toBe(0);
  else expect([status, stderr]).toEqual([69, 'error: the demo mounts file systems, which needs root: `sudo npm run demo`.\n']);
});
