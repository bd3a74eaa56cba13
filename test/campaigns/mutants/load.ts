// The unit tests of the pure code in this process: collected, and run as often as wanted.

import fc from 'fast-check';
import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { tests } from './collected.ts';

/** Not a test of the time that something takes, and none that writes files. */
const FILES = { include: ['{config,diff,doctor,guard,holders,host,journal,output,overlay,packages,record,text}/**/*.test.ts', 'fault.test.ts'], exclude: ['config/config-junk.test.ts', '*/io/**'] };

let loads = 0;

/** Loads program and tests, each time anew: Node keeps a module by its whole address. Stryker's copy of the project is the working directory. */
export async function load(): Promise<void> {
  if (++loads === 1) hookModules();
  tests.length = 0;
  const files = globSync([...FILES.include], { cwd: 'test/unit', exclude: [...FILES.exclude] }).sort();
  for (const file of files) await import(pathToFileURL(`test/unit/${file}`).href);
}

function hookModules(): void {
  // The same inputs each time, so that no mutant is killed by luck.
  fc.configureGlobal({ seed: 1, numRuns: 20 });
  const copy = pathToFileURL('.').href;
  const collected = new URL('collected.ts', import.meta.url).href;
  registerHooks({
    resolve(name, parent, next) {
      if (name === '@jest/globals') return { url: collected, shortCircuit: true };
      const found = next(name, parent);
      return found.url.startsWith(`${copy}/`) && !found.url.includes('/node_modules/') ? { ...found, url: `${found.url}?load=${loads}` } : found;
    },
  });
}
