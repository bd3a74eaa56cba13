// Run by npm before `npm run demo`, `npm test` and others: installs what they need into node_modules, where it is missing.
// Plain JavaScript for any Node.js from 18 on, because the project's own Node.js is among what it installs.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');

if (!isInstalled()) process.exitCode = install();

/** npm writes the hidden lock file last, so that what was interrupted does not count. */
function isInstalled() {
  return existsSync(join(modules, '.package-lock.json')) && existsSync(join(modules, '.bin/node'));
}

function install() {
  const obstacle = whatStandsInTheWay();
  if (obstacle !== null) return fail(obstacle);
  process.stderr.write('Installing the build tools into node_modules: 200 MB to download, 440 MB on disk, one or two minutes. Nothing else changes.\n');
  const words = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retries=1', '--fetch-retry-mintimeout=1000'];
  const { status, stderr, error } = runNpm(words);
  if (status === 0 && isInstalled()) return 0;
  return fail(reasonOf(`${stderr ?? ''}${error ? String(error.message) : ''}`));
}

function whatStandsInTheWay() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return `this needs Linux on x86-64, and this is ${process.platform} on ${process.arch}`;
  if (Number(process.versions.node.split('.')[0]) < 18) return `this needs Node.js 18 or later, and this is ${process.versions.node}`;
  try {
    accessSync(root, constants.W_OK);
  } catch {
    return `you may not write to ${root}. Run this as the owner of that folder`;
  }
  return null;
}

/** npm names its own program to the scripts that it runs. */
function runNpm(words) {
  const own = process.env.npm_execpath;
  const [program, before] = /\.c?js$/.test(own ?? '') ? [process.execPath, [own]] : ['npm', []];
  return spawnSync(program, [...before, ...words], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
}

/** One sentence for what npm tells in many lines. */
function reasonOf(said) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network/i.test(said)) return 'the npm registry cannot be reached. Connect this machine to the network, and try again';
  if (/ENOSPC/.test(said)) return 'no space is left on the disk for node_modules, which needs 440 MB and as much again in the cache of npm';
  if (/EACCES|EPERM|EROFS/.test(said)) return `npm may not write to ${modules} or to its cache`;
  const line = said.split('\n').map((each) => each.replace(/^npm (ERR!|error) ?/, '').trim()).find((each) => each !== '' && !/^code /.test(each));
  return `npm ci failed: ${line ?? 'it gave no reason'}`;
}

function fail(line) {
  process.stderr.write(`error: ${line}.\n`);
  return 69;
}
