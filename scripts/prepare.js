// Run by npm before `npm run demo`, `npm test` and others: installs what they need into node_modules, where it is missing.
// Plain JavaScript for any Node.js from 18 on, because the project's own Node.js is among what it installs.

import { spawnSync } from 'node:child_process';
import fs, { accessSync, appendFileSync, constants, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
/** What `npm run clean` removes again; as in scripts/installed.ts. */
const cache = process.env.AIB_TESTBED || '/var/cache/apt-image-based-testbed';
const NETWORK = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network/i;
const FULL = 'no space is left on the disk for node_modules, which needs 440 MB and as much again in the cache of npm';
const UNREACHABLE = 'the npm registry cannot be reached. Connect this machine to the network, and try again';

if (!isInstalled()) process.exitCode = install();

/** npm writes the hidden lock file last, so that what was interrupted does not count. */
function isInstalled() {
  return existsSync(join(modules, '.package-lock.json')) && existsSync(join(modules, '.bin/node'));
}

function install() {
  const obstacle = whatStandsInTheWay();
  if (obstacle !== null) return fail(obstacle);
  const lacks = bringLibrary();
  if (lacks !== null) return fail(lacks);
  process.stderr.write('Installing the build tools into node_modules: 200 MB to download, 440 MB on disk, one or two minutes.\n');
  // None of the packages needs its own scripts, and they would run as root.
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retries=1', '--fetch-retry-mintimeout=1000'];
  // Without the network npm tries each of 700 packages for minutes: it is then asked for what its cache holds, if that holds anything.
  const unreachable = isUnreachable(runNpm(['ping', '--loglevel=error', '--fetch-retries=0']));
  if (unreachable && !existsSync(join(process.env.npm_config_cache ?? join(homedir(), '.npm'), '_cacache/content-v2'))) return fail(UNREACHABLE);
  const { status, stderr, error } = runNpm(unreachable ? [...words, '--offline'] : words);
  if (status === 0 && isInstalled()) return 0;
  if (isDiskFull()) return fail(FULL);
  return fail(unreachable ? UNREACHABLE : reasonOf(`${stderr ?? ''}${error ? String(error.message) : ''}`));
}

function whatStandsInTheWay() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return `this needs Linux on x86-64, and this is ${process.platform} on ${process.arch}`;
  if (Number(process.versions.node.split('.')[0]) < 18) return `this needs Node.js 18 or later, and this is ${process.versions.node}`;
  try {
    accessSync(root, constants.W_OK);
  } catch {
    return `you may not write to ${root}. Run this as the owner of that folder`;
  }
  if (process.env.npm_lifecycle_event === 'predemo' && process.getuid?.() !== 0) return 'the demo mounts file systems, which needs root: `sudo npm run demo`';
  return null;
}

/** The project's Node.js and the program that is built of it need this library, which a small system lacks. Returns what is wrong, or null. */
function bringLibrary() {
  if (hasLibrary()) return null;
  const aptGet = (...words) => spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=120', ...words], { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  const install = () => aptGet('install', '-y', '--no-install-recommends', 'libatomic1').status === 0;
  if (process.getuid?.() !== 0) return 'the library libatomic.so.1 is missing, which the project\'s Node.js needs. On Debian: `sudo apt-get install libatomic1`';
  process.stderr.write('Installing the package libatomic1 with apt-get, which the project\'s Node.js needs; `npm run clean` removes it again.\n');
  if (!install() && (aptGet('update').status !== 0 || !install())) return 'apt-get cannot install libatomic1. Connect this machine to the network, or install the library libatomic.so.1 yourself';
  mkdirSync(cache, { recursive: true });
  appendFileSync(join(cache, 'installed-packages'), 'libatomic1\n');
  return null;
}

function hasLibrary() {
  const { stdout, status } = spawnSync('ldconfig', ['-p'], { encoding: 'utf8', env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` } });
  return status !== 0 || stdout.includes('libatomic.so.1 ');
}

/** npm names its own program to the scripts that it runs. */
function runNpm(words) {
  const own = process.env.npm_execpath;
  const [program, before] = /\.c?js$/.test(own ?? '') ? [process.execPath, [own]] : ['npm', []];
  return spawnSync(program, [...before, ...words], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
}

/** A registry that only has no answer to a ping is none of these. */
function isUnreachable({ status, stderr }) {
  return status !== 0 && NETWORK.test(stderr ?? '');
}

/** npm 9 then ends with 0, and with half of the files. */
function isDiskFull() {
  // Node.js 18.15 and later.
  const room = fs.statfsSync?.(root);
  return room !== undefined && room.bavail * room.bsize < 16 * 1024 ** 2;
}

/** One sentence for what npm tells in many lines. */
function reasonOf(said) {
  if (NETWORK.test(said)) return UNREACHABLE;
  if (/ENOSPC/.test(said)) return FULL;
  if (/EACCES|EPERM|EROFS/.test(said)) return `npm may not write to ${modules} or to its cache`;
  const line = said.split('\n').map((each) => each.replace(/^npm (ERR!|error) ?/, '').trim()).find((each) => each !== '' && !/^code /.test(each));
  return `npm ci failed: ${line ?? 'it gave no reason'}`;
}

function fail(line) {
  process.stderr.write(`error: ${line}.\n`);
  return 69;
}
