// This file deletes the upper and work directories of ostree's overlays, and never follows a symbolic link.

import { realpathSync, rmSync, statSync } from 'node:fs';
import { runProgram, type ProgramResult } from '../../system/processes/run-program.ts';
import { ownContextVariable } from '../../system/processes/selinux.ts';

/** ostree up to 2025.2 stores layers in /var/tmp, later ones beside the deployment. `root-transient` there is excluded: / lives in it. */
export const OSTREE_LAYERS = /^(\/var\/tmp\/ostree-unlock-ovl\.[A-Za-z0-9]{6}|\/sysroot\/ostree\/deploy\/[^/]+\/backing\/[0-9a-f]{64}\.\d+\/usr-transient)$/;

/** Deletes a layer folder of ostree's; anything else is left alone and reported as a failure. */
export async function removeOstreeLayers(folder: string): Promise<ProgramResult> {
  if (!isOstreeLayers(folder)) return { ok: false, line: `${folder} is not a folder of ostree, and was left alone` };
  if (folder.startsWith('/sysroot/')) return runProgram('unshare', [...PRIVATELY, 'sh', '-c', REMOVE_IN_SYSROOT, 'sh', folder], TIMEOUT, { environment: ownContextVariable() });
  rmSync(folder, { recursive: true, force: true });
  return { ok: true };
}

/** Tells whether the path is a real directory that belongs to root, with no symbolic link on the way. */
export function isOstreeLayers(folder: string): boolean {
  if (!OSTREE_LAYERS.test(folder)) return false;
  try {
    const stat = statSync(folder);
    return realpathSync(folder) === folder && stat.isDirectory() && stat.uid === 0;
  } catch {
    return false;
  }
}

const TIMEOUT = 300_000;
const PRIVATELY = ['--mount', '--propagation', 'private', '--'];
/** The host's /sysroot stays read-only: https://ostreedev.github.io/ostree/man/ostree-prepare-root.html (sysroot.readonly) */
const REMOVE_IN_SYSROOT = '$IN_OWN_CONTEXT mount -o remount,bind,rw /sysroot && exec rm -rf --one-file-system -- "$1"';
