// This file checks that a command can be started before nsenter(1) or env(1) tries, because those fail with words of their own and print
// the name raw.

import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

/** execvp(3) searches here where there is no PATH. */
const DEFAULT_PATH = '/bin:/usr/bin';

/** Throws an error with code ENOENT or EACCES, as spawn() does. The command would start in `folder`. */
export function requireProgram(name: string, searchPath = DEFAULT_PATH, folder = '/'): void {
  const folders = name.includes('/') ? ['.'] : searchPath.split(':').map((each) => each || '.');
  const found = name === '' ? [] : folders.map((each) => resolve(folder, each, name)).filter((path) => existsSync(path));
  if (!found.some(isExecutable)) throw Object.assign(new Error(`cannot start ${JSON.stringify(name)}`), { code: found.length === 0 ? 'ENOENT' : 'EACCES' });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
