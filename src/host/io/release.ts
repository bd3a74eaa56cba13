// Which release this host runs.

import { parseOsRelease, type OsRelease } from '../os-release.ts';
import { readText } from '../../system/files/read.ts';

/** The two places of os-release(5). */
export function readOsRelease(): OsRelease | null {
  return parseOsRelease(readText('/etc/os-release') ?? readText('/usr/lib/os-release') ?? '');
}
