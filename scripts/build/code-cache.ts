// This file makes the executable's code caches by running the program. Node's own `useCodeCache` holds only functions that ran while
// compiling, so a lazily loaded yargs would be compiled at every start, and its bytes differ from build to build.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fromRoot } from '../paths.ts';

// These runs are the same on every machine, because none of them looks at the build host, and so the bytes are the same, too.
const lockedHost = fromRoot('test', 'hosts', 'trixie-plain-locked');
const commandRuns = [
  ['--version'],
  ['--help'],
  ['help', 'apt-image-based'],
  ['check', '--from', lockedHost, '--explain'],
  ['check', '--from', lockedHost, '--json'],
];
const guardRuns = [
  ['guard', 'dpkg', '1', 'unpack', '', 'false'],
  ['guard', 'early', '1', ''],
];

/** These files go into the executable, under these names. */
export type Assets = Record<'guard.code' | 'guard.cache' | 'command.code' | 'command.cache', string>;

/** Writes both caches. They fit only this very build of Node. */
export function makeCodeCaches(node: string, assets: Assets): void {
  train(node, assets['guard.code'], assets['guard.cache'], guardRuns);
  train(node, assets['command.code'], assets['command.cache'], commandRuns);
}

/** The target's Node may not run here. V8 rejects an empty cache, and each start compiles. */
export function leaveCodeCachesEmpty(assets: Assets): void {
  for (const cache of [assets['guard.cache'], assets['command.cache']]) writeFileSync(cache, '');
}

function train(node: string, code: string, cache: string, runs: readonly string[][]): void {
  rmSync(cache, { force: true });
  for (const words of runs) {
    // --random-seed need not agree between writing and using a cache, and a fixed one makes the same run yield the same bytes.
    const flags = ['--random-seed=1', '--no-warnings'];
    execFileSync(node, [...flags, fromRoot('scripts', 'build', 'train.ts'), code, cache, lockedHost, ...words], {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }
}
