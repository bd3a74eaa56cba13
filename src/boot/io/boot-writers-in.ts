// What of a transaction of dpkg's writes to /boot on this host.

import { bootPackagesOf } from '../judge-package.ts';
import { gatherBootNow } from './gather-boot-now.ts';
import { traitsOfArchives, traitsOfInstalled } from './gather-traits.ts';

/** `archives`: paths of what will be unpacked; `removed`: names of packages. Returns the names of packages. */
export function bootWriters(archives: readonly string[], removed: readonly string[]): string[] {
  const boot = archives.length + removed.length === 0 ? null : gatherBootNow();
  return boot === null ? [] : bootPackagesOf([...traitsOfArchives(archives), ...traitsOfInstalled(removed)], boot);
}
