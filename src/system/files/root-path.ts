// Whether root can trust a path: nobody else may put something else in the place of a folder on the way.

import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';

/** The outermost folder of a real path, itself included, that another than root owns or can write to; null where there is none. */
export function changeableByOthers(path: string): string | null {
  const above = path === '/' ? null : changeableByOthers(dirname(path));
  if (above !== null) return above;
  const { uid, mode } = lstatSync(path);
  return uid === 0 && (mode & 0o022) === 0 ? null : path;
}
