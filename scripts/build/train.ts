// This file runs a wrapped part of the program once, as the executable would, and saves V8's code cache with every function that ran:
//   node [--jitless] --random-seed=1 train.mjs CODE CACHE HOST [WORD...]
// The guard, and what only tells what it would do, sees HOST, a captured one. An existing cache is read first, so that several runs add up.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { showHost } from './shown-host.ts';

const [code, cache, host, ...words] = process.argv.slice(2);
if (code === undefined || cache === undefined || host === undefined) throw new Error('usage: train.ts CODE CACHE HOST [WORD...]');

const script = new Script(readFileSync(code, 'latin1'), {
  ...(existsSync(cache) && { cachedData: readFileSync(cache) }),
});
if (script.cachedDataRejected === true) throw new Error(`V8 rejects ${cache}`);

// Compiler threads and the garbage collector work at random moments, which would leave marks in the cache, and drop functions from it.
const timing = process.execArgv.includes('--jitless') ? ['flush-bytecode'] : ['opt', 'maglev', 'sparkplug', 'flush-bytecode'];
for (const flag of timing) setFlagsFromString(`--no-${flag}`);
const leave = words[0] === 'guard' || words.includes('--dry-run') ? showHost(host) : undefined;
process.argv = [process.execPath, process.execPath, ...words];
process.on('exit', () => {
  leave?.();
  // The flags are part of the cache's key, so they must be as in the executable.
  for (const flag of timing) setFlagsFromString(`--${flag}`);
  writeFileSync(cache, script.createCachedData());
  // The exit code of the run itself does not matter: a captured locked host gives 10.
  process.exitCode = 0;
});
const run = script.runInThisContext() as (...scope: unknown[]) => void;
run({}, createRequire(import.meta.url), { exports: {} }, process.execPath, dirname(process.execPath));
