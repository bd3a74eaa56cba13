// The code caches inside the executable, made by running the program: Node's own `useCodeCache` holds no function that was
// not run while compiling (a lazily loaded yargs is compiled at every start), and its bytes differ from build to build.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fromRoot } from '../paths.ts';

// Runs whose course is the same on every machine, so that the bytes are: nothing that looks at the build host.
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

/** The files that go into the executable, by their names there. */
export type Assets = Record<'guard.code' | 'guard.cache' | 'command.code' | 'command.cache', string>;

/** Writes both caches. They fit only the very Node build that is given. */
export function makeCodeCaches(node: string, assets: Assets): void {
  train(node, assets['guard.code'], assets['guard.cache'], guardRuns);
  train(node, assets['command.code'], assets['command.cache'], commandRuns);
}

/** Where the Node does not run here: V8 rejects an empty cache, and each start compiles. */
export function leaveCodeCachesEmpty(assets: Assets): void {
  for (const cache of [assets['guard.cache'], assets['command.cache']]) writeFileSync(cache, '');
}

function train(node: string, code: string, cache: string, runs: readonly string[][]): void {
  rmSync(cache, { force: true });
  for (const words of runs) {
    // V8 leaves --random-seed out of the flags that must agree, and with a fixed one the same run yields the same bytes.
    const flags = ['--random-seed=1', '--no-warnings'];
    execFileSync(node, [...flags, fromRoot('scripts', 'build', 'train.ts'), code, cache, lockedHost, ...words], {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }
}
