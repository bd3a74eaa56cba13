// Whether a command can be started, before another program is asked to: nsenter(1) and env(1) say it in their own words, with the
// name as it is.

import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

/** What execvp(3) looks in where there is no PATH. */
const DEFAULT_PATH = '/bin:/usr/bin';

/** Throws ENOENT or EACCES, as spawn() does. The folder is where the command would start. */
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
