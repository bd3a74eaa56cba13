// The place that --storage or the configuration names, looked at on this host.

import { isAbsolute } from 'node:path';
import { changeableByOthers } from '../../system/files/root-path.ts';
import { realFolder } from '../../system/files/read.ts';
import type { StoragePlace } from '../situation.ts';

/** Null where none is named. */
export function findStorage(given: string | null): StoragePlace | null {
  if (given === null || given === 'tmpfs') return given && { path: given, wrong: null };
  if (!isAbsolute(given)) return { path: given, wrong: 'is neither `tmpfs` nor a path from / on' };
  const real = realFolder(given);
  if (real === null) return { path: given, wrong: 'is not a folder' };
  const weak = changeableByOthers(real);
  return { path: real, wrong: weak && `can be changed by others than root, in ${weak}: use a folder that, like all above it, only root owns and can write to` };
}
