// Runs a wrapped part of the program once, as the executable would, and saves V8's code cache with every function that was used:
//   node --random-seed=1 train.ts CODE CACHE HOST [WORD...]
// The guard is shown HOST, a captured one. A cache that is already there is read first, so that several runs add up.
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

// What the compiler threads get done in time leaves marks in the cache, and so does what the garbage collector drops.
const timing = ['opt', 'maglev', 'sparkplug', 'flush-bytecode'];
for (const flag of timing) setFlagsFromString(`--no-${flag}`);
const leave = words[0] === 'guard' ? showHost(host) : undefined;
process.argv = [process.execPath, process.execPath, ...words];
process.on('exit', () => {
  leave?.();
  // The flags are part of the cache's key, and must be as they are in the executable.
  for (const flag of timing) setFlagsFromString(`--${flag}`);
  writeFileSync(cache, script.createCachedData());
  // The run's own answer is nobody's business: a captured locked host answers 10.
  process.exitCode = 0;
});
const run = script.runInThisContext() as (...scope: unknown[]) => void;
run({}, createRequire(import.meta.url), { exports: {} }, process.execPath, dirname(process.execPath));
