// This file makes the executable's code caches by running the program. Node's own `useCodeCache` holds only functions that ran while
// compiling, so a lazily loaded yargs would be compiled at every start, and its bytes differ from build to build.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { ensureTools } from '../apt-tools.ts';
import { fromRoot } from '../paths.ts';
import type { Target } from '../target.ts';

/** With V8's compiler to machine code and without it, see packaging/start. A cache fits only the flags it was made with. */
const WAYS = [{ cache: 'cache', flags: [] }, { cache: 'jitless.cache', flags: ['--jitless'] }] as const;

// These runs are the same on every machine, because none of them looks at the build host, and so the bytes are the same, too.
const lockedHost = fromRoot('test', 'hosts', 'trixie-plain-locked');
const unlockedHost = fromRoot('test', 'hosts', 'trixie-plain-unlock-development');
const commandRuns = [
  [lockedHost, '--version'],
  [lockedHost, '--help'],
  [lockedHost, 'help', 'apt-image-based'],
  [lockedHost, 'check', '--from', lockedHost, '--explain'],
  [lockedHost, 'check', '--from', lockedHost, '--json'],
  [lockedHost, 'up', '--dry-run'],
  [lockedHost, 'run', '--dry-run', 'true'],
  [unlockedHost, 'run', '--dry-run', 'true'],
];
const guardRuns = [
  [lockedHost, 'guard', 'dpkg', '1', 'unpack', '', 'false'],
  [lockedHost, 'guard', 'early', '1', ''],
  [lockedHost, 'guard', 'early', '167', ''],
  [unlockedHost, 'guard', 'early', '167', ''],
];

/** These files go into the executable, under these names. */
export type Assets = Record<`${'guard' | 'command'}.${'code' | 'cache' | 'jitless.cache'}`, string>;

/** Writes the caches. They fit only this very build of Node, which `node` runs, perhaps by an emulator. */
export function makeCodeCaches(node: readonly string[], assets: Assets): void {
  const trainer = bundleTrainer(dirname(assets['guard.code']));
  for (const { cache, flags } of WAYS) {
    train([...node, ...flags], trainer, assets['guard.code'], assets[`guard.${cache}`], guardRuns);
    train([...node, ...flags], trainer, assets['command.code'], assets[`command.${cache}`], commandRuns);
  }
}

/** Returns the trainer as plain JavaScript: Node strips types with WebAssembly, which there is none of without a compiler. */
function bundleTrainer(folder: string): string {
  const outfile = join(folder, 'train.mjs');
  buildSync({ entryPoints: [fromRoot('scripts', 'build', 'train.ts')], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node26' });
  return outfile;
}

/** Tells whether the target's Node can be run here by an emulator, which is installed where it is missing. */
export function canEmulate({ emulator: [program, , libraries = ''], debian }: Target): boolean {
  if (program === undefined) return false;
  try {
    ensureTools([program, ...['libstdc++.so.6', 'libatomic.so.1'].map((name) => `${libraries}/lib/${name}`)]);
    return true;
  } catch (error) {
    process.stderr.write(`no code cache for ${debian}, each start compiles: ${(error as Error).message}\n`);
    return false;
  }
}

/** The target's Node may not run here. V8 rejects an empty cache, and each start compiles. */
export function leaveCodeCachesEmpty(assets: Assets): void {
  for (const { cache } of WAYS) for (const part of ['guard', 'command'] as const) writeFileSync(assets[`${part}.${cache}`], '');
}

function train([program = '', ...before]: readonly string[], trainer: string, code: string, cache: string, runs: readonly string[][]): void {
  rmSync(cache, { force: true });
  for (const run of runs) {
    // --random-seed need not agree between writing and using a cache, and a fixed one makes the same run yield the same bytes.
    const flags = ['--random-seed=1', '--no-warnings'];
    execFileSync(program, [...before, ...flags, trainer, code, cache, ...run], {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }
}
