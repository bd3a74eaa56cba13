// npm run clean: takes away what the demo and the tests left on this machine: packages, the testbed's root file systems, dist and
// node_modules. With --dry-run it only says so. Plain JavaScript for any Node.js from 18 on, because node_modules may be gone already.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** As in scripts/installed.ts. */
const CACHE = process.env.AIB_TESTBED || '/var/cache/apt-image-based-testbed';
const INSTALLED = join(CACHE, 'installed-packages');
/** A small system lacks some packages that apt calls so; nothing is removed but what was not there before. */
const EVEN_ESSENTIAL = '--allow-remove-essential';
const words = process.argv.slice(2);
const names = existsSync(INSTALLED) ? [...new Set(readFileSync(INSTALLED, 'utf8').split('\n'))].filter((name) => name !== '') : [];
const folders = [CACHE, join(root, 'dist'), join(root, 'node_modules')].filter((folder) => existsSync(folder));

if (words.some((word) => word !== '--dry-run')) process.exitCode = fail('`npm run clean` takes --dry-run and nothing else', 64);
else if (names.length === 0 && folders.length === 0) process.stdout.write('There is nothing to clean.\n');
else if (words.length > 0) process.stdout.write([...(names.length > 0 ? [`Packages to remove: ${names.join(' ')}`] : []), ...folders.map((folder) => `Folder to delete: ${folder}`), ''].join('\n'));
else process.exitCode = clean();

function clean() {
  if (process.getuid?.() !== 0 && (names.length > 0 || folders.some((folder) => lstatSync(folder).uid !== process.getuid?.()))) return fail('only root can remove what the tests left. Run: `sudo npm run clean`');
  if (spawnSync('grep', ['-qF', ` ${CACHE}/`, '/proc/self/mountinfo']).status === 0) return fail(`tests are running: something is mounted in ${CACHE}. Try again when they have ended`);
  const others = alsoRemoved();
  if (others.length > 0) return fail(`packages that the tests did not install need theirs by now: ${others.join(' ')}. Nothing was removed`);
  // Before chattr itself goes.
  for (const folder of folders) makeMutable(folder);
  if (names.length > 0) {
    process.stdout.write(`Removing ${names.length === 1 ? '1 package' : `${String(names.length)} packages`}.\n`);
    const line = ['purge', '-y', '-qq', EVEN_ESSENTIAL, '-o', 'DPkg::Lock::Timeout=120', ...names];
    if (spawnSync('apt-get', line, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0) return fail('apt-get cannot remove them');
  }
  for (const folder of folders) {
    process.stdout.write(`Deleting ${folder}.\n`);
    removeWhole(folder);
  }
  process.stdout.write('Done. Users and groups that those packages made stay, and what npm downloaded is in its cache. To empty that: `npm cache clean --force`\n');
  return 0;
}

/** What somebody installed since, and what would go with the tests' packages. */
function alsoRemoved() {
  if (names.length === 0) return [];
  const { stdout } = spawnSync('apt-get', ['purge', '-s', EVEN_ESSENTIAL, ...names], { encoding: 'utf8' });
  const own = new Set(names.map((name) => name.replace(/:.*$/, '')));
  return stdout.split('\n').flatMap((line) => /^(?:Remv|Purg) ([^ :]+)/.exec(line)?.[1] ?? []).filter((name) => !own.has(name));
}

/** The root folders of ostree deployments carry the immutable flag, which rm does not get past. */
function makeMutable(folder) {
  const find = ['find', folder, '-xdev', '-type', 'd', '-path', '*/ostree/deploy/*/deploy/*.[0-9]*', '-prune', '-exec', 'chattr', '-f', '-i', '{}', '+'];
  spawnSync(find[0], find.slice(1), { stdio: 'ignore' });
}

function removeWhole(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  if (existsSync(folder)) execFileSync('rm', ['-rf', folder]);
}

function fail(line, exitCode = 69) {
  process.stderr.write(`error: ${line}.\n`);
  return exitCode;
}
