// A copy that has all that the original has, and is on the disk: by another name of the same file where that is possible, else by cp(1),
// because Node knows nothing of extended attributes and labels.

import { closeSync, constants, fsyncSync, linkSync, lstatSync, openSync, readdirSync } from 'node:fs';
import { codeOf } from '../../fault.ts';
import { syncFolder } from './store.ts';
import { digestOf } from '../../system/files/digest.ts';
import { ofThisProcess } from '../../system/files/pinned-folder.ts';
import { runQuickly } from '../../system/processes/run-program.ts';

/** A folder of some gigabytes on a slow disk. */
const TIMEOUT = 1_800_000;

/**
 * Both may lead through a file descriptor of this process. `another`: a file of its own, for what somebody goes on writing to. Null
 * when done; else why not.
 */
export async function copyWhole(from: string, to: string, { another = false } = {}): Promise<string | null> {
  if (another || lstatSync(from).isDirectory() || !linked(from, to)) {
    const copied = await runQuickly('cp', ['-aT', '--reflink=auto', '--', ofThisProcess(from), ofThisProcess(to)], TIMEOUT);
    if (!copied.ok) return copied.line;
    if (digestOf(from, 'sha256') !== digestOf(to, 'sha256')) return 'it changed while it was copied';
  }
  syncTree(to);
  return null;
}

/** Not across mounts, and not everywhere: the copy is then one. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (['EXDEV', 'EPERM', 'EMLINK', 'EOPNOTSUPP'].includes(codeOf(error))) return false;
    throw error;
  }
}

function syncTree(path: string): void {
  const stat = lstatSync(path);
  if (stat.isDirectory()) {
    for (const name of readdirSync(path)) syncTree(`${path}/${name}`);
    syncFolder(path);
  } else if (stat.isFile()) {
    const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
}
