// npm run clean: takes away what the demo and the tests left on this machine: packages, the testbed's root file systems, and dist.
// With --dry-run it only says so.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CACHE, INSTALLED } from './installed.ts';
import { fromRoot } from './paths.ts';

const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } });
const names = existsSync(INSTALLED) ? [...new Set(readFileSync(INSTALLED, 'utf8').split('\n'))].filter((name) => name !== '') : [];
const folders = [CACHE, fromRoot('dist')].filter((folder) => existsSync(folder));

if (names.length === 0 && folders.length === 0) process.stdout.write('There is nothing to clean.\n');
else if (values['dry-run']) process.stdout.write([...(names.length > 0 ? [`Packages to remove: ${names.join(' ')}`] : []), ...folders.map((folder) => `Folder to delete: ${folder}`), ''].join('\n'));
else process.exitCode = clean();

function clean(): number {
  if (process.getuid?.() !== 0 && (names.length > 0 || existsSync(CACHE))) return fail('only root can remove what the tests left. Run: `sudo npm run clean`');
  if (spawnSync('grep', ['-qF', ` ${CACHE}/`, '/proc/self/mountinfo']).status === 0) return fail(`tests are running: something is mounted in ${CACHE}. Try again when they have ended`);
  const others = alsoRemoved();
  if (others.length > 0) return fail(`packages that the tests did not install need theirs by now: ${others.join(' ')}. Nothing was removed`);
  if (names.length > 0) {
    process.stdout.write(`Removing ${String(names.length)} packages.\n`);
    const words = ['purge', '-y', '-qq', '-o', 'DPkg::Lock::Timeout=120', ...names];
    if (spawnSync('apt-get', words, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0) return fail('apt-get cannot remove them');
  }
  for (const folder of folders) {
    process.stdout.write(`Deleting ${folder}.\n`);
    removeWhole(folder);
  }
  process.stdout.write('Done. To remove the build tools as well: `rm -r node_modules`\n');
  return 0;
}

/** What somebody installed since, and what would go with the tests' packages. */
function alsoRemoved(): string[] {
  if (names.length === 0) return [];
  const { stdout } = spawnSync('apt-get', ['purge', '-s', ...names], { encoding: 'utf8' });
  const own = new Set(names.map((name) => name.replace(/:.*$/, '')));
  return stdout.split('\n').flatMap((line) => /^(?:Remv|Purg) ([^ :]+)/.exec(line)?.[1] ?? []).filter((name) => !own.has(name));
}

/** The root folders of ostree deployments carry the immutable flag, which rm does not get past. */
function removeWhole(folder: string): void {
  const find = ['find', folder, '-xdev', '-type', 'd', '-path', '*/ostree/deploy/*/deploy/*.[0-9]*', '-prune', '-exec', 'chattr', '-f', '-i', '{}', '+'] as const;
  spawnSync(find[0], find.slice(1), { stdio: 'ignore' });
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  if (existsSync(folder)) execFileSync('rm', ['-rf', folder]);
}

function fail(line: string): number {
  process.stderr.write(`error: ${line}.\n`);
  return 69;
}
