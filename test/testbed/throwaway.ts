// Throwaway copies of cached roots and sysroots: what a test boots, spoils and drops.
import { mkdirSync, readdirSync, mkdtempSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.ts';
import { command } from './command.ts';
import type { Sysroot } from './deployment.ts';
import { removeTree } from './remove.ts';

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

export type Throwaway<T> = T & { remove: () => Promise<void> };

export async function cloneSysroot(pristine: Sysroot): Promise<Throwaway<Sysroot>> {
  const { path, remove } = await cloneTree(pristine.path);
  return { path, rootfs: pristine.rootfs, remove };
}

export async function cloneTree(from: string): Promise<Throwaway<{ path: string }>> {
  const folder = await throwawayFolder();
  const path = join(folder, 'root');
  await command('sh', [join(import.meta.dirname, 'link-copy.sh'), from, path]);
  return { path, remove: () => removeTree(folder) };
}
