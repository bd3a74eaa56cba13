// What the administrator's own hooks call: a hook that makes /usr writable may be a script.

import { readText } from '../../system/files/read.ts';

/** The text of each script that a hook's line names by its path, one after the other; programs of the system are left out. */
export function scriptsOf(line: string): string {
  const paths = line.match(/\/(?!(usr\/)?s?bin\/|usr\/libexec\/apt-image-based\/)[^\s;&|()"'$]+/g) ?? [];
  return paths.map((path) => readText(path, { limit: LIMIT }) ?? '').filter((text) => text.startsWith('#!')).join('\n');
}

/** A script is a few lines. */
const LIMIT = 64 * 1024;
