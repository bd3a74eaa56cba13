// Throwaway copies of cached roots and sysroots: what a test boots, spoils and drops.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cacheFolder } from '../cache.ts';
import { command } from '../command.ts';
import type { Sysroot } from './deployment.ts';
import { removeTree } from '../remove.ts';

export type Throwaway<T> = T & { remove: () => Promise<void> };

export async function cloneSysroot(pristine: Sysroot): Promise<Throwaway<Sysroot>> {
  const { path, remove } = await cloneTree(pristine.path, true);
  return { path, rootfs: pristine.rootfs, remove };
}

/** `reusable`: hosts of this kind leave the tree as it is, so that the next test may get the same copy, reset. */
export async function cloneTree(from: string, reusable: boolean): Promise<Throwaway<{ path: string }>> {
  const folder = await throwawayFolder();
  const path = join(folder, 'root');
  const stamp = join(folder, 'stamp');
  const pool = join(cacheFolder(), 'pool', basename(from));
  const remove = (): Promise<void> => (reusable ? giveBack(folder, pool) : Promise.resolve(removeSoon(folder)));
  const reset = reusable && takeFrom(pool, folder) && (await script('reset-copy.sh', from, path, stamp).then(() => true, () => false));
  if (!reset) {
    if (existsSync(path)) renameSync(path, join(folder, 'spoilt'));
    await script('link-copy.sh', from, path);
  }
  writeFileSync(stamp, '');
  return { path, remove };
}

function script(name: string, ...args: readonly string[]): Promise<string> {
  return command('sh', [join(import.meta.dirname, name), ...args]);
}

let sweeping: Promise<void> | undefined;

/** A new folder beside the cache's entries (hard links need one file system); what killed processes left behind goes first. */
export async function throwawayFolder(): Promise<string> {
  const all = join(cacheFolder(), 'run');
  mkdirSync(all, { recursive: true });
  await (sweeping ??= sweep(all));
  return mkdtempSync(join(all, `${String(process.pid)}-`));
}

async function sweep(all: string): Promise<void> {
  const dead = readdirSync(all).filter((name) => !existsSync(`/proc/${name.split('-')[0] ?? ''}`));
  // A second process that sweeps the same folder at the same time is no fault.
  for (const name of dead) await removeTree(join(all, name)).catch(() => undefined);
}

function takeFrom(pool: string, folder: string): boolean {
  for (const name of existsSync(pool) ? readdirSync(pool) : []) {
    try {
      // A rename is ours or another process's, never both's.
      renameSync(join(pool, name), folder);
      return true;
    } catch { /* another one was faster */ }
  }
  return false;
}

async function giveBack(folder: string, pool: string): Promise<void> {
  mkdirSync(pool, { recursive: true });
  if (readdirSync(pool).length >= 3) return removeSoon(folder);
  await removeTree(join(folder, 'spoilt'));
  renameSync(folder, join(pool, basename(folder)));
}

/** Deleting takes longer than copying, and nobody needs to wait for it. */
function removeSoon(folder: string): void {
  const program = 'chattr -f -i "$1"/*/ostree/deploy/*/deploy/*.[0-9]; exec rm -rf "$1"';
  spawn('sh', ['-c', program, 'remove', folder], { detached: true, stdio: 'ignore' }).unref();
}
