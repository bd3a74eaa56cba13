// The testbed's cache folder: things that are dear to make, made once under a lock and moved into place whole.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createHash } from 'node:crypto';
import { removeTree } from './remove.ts';
import { prune } from './prune.ts';
import { step } from './progress.ts';

export function cacheFolder(): string {
  const folder = process.env['AIB_TESTBED'] || '/var/cache/apt-image-based-testbed';
  mkdirSync(folder, { recursive: true });
  return folder;
}

export function shortHash(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 16);
}

/** The path of cache entry `name`, made by `build(partial)` when it is not there yet. A crashed build leaves nothing that counts. */
export async function cached(name: string, title: string, build: (partial: string) => Promise<void>): Promise<string> {
  const target = join(cacheFolder(), name);
  markUsed(name);
  if (existsSync(target)) return target;
  mkdirSync(dirname(target), { recursive: true });
  await prune(cacheFolder(), lockFolder());
  const lock = await takeLock(lockName(name), title);
  try {
    if (existsSync(target)) return target;
    const partial = `${target}.partial`;
    await removeTree(partial);
    await step(title, () => build(partial));
    renameSync(partial, target);
    return target;
  } finally {
    lock.release();
  }
}

function lockName(name: string): string {
  return name.replaceAll('/', '-');
}

function lockFolder(): string {
  const folder = join(cacheFolder(), 'locks');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The lock file's time says when its entry was last asked for. */
function markUsed(name: string): void {
  const path = join(lockFolder(), lockName(name));
  writeFileSync(path, '', { flag: 'a' });
  utimesSync(path, new Date(), new Date());
}

/** flock(2) held by a child that goes when we do: a killed test run never leaves a lock behind. */
export async function takeLock(name: string, title: string): Promise<{ release: () => void }> {
  const path = join(lockFolder(), name);
  const holder = spawn('flock', ['--exclusive', path, 'sh', '-c', 'echo locked; exec cat'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const slow = setTimeout(() => process.stderr.write(`testbed: waiting for another run: ${title}\n`), 2000);
  try {
    await Promise.race([
      once(holder.stdout, 'data'),
      once(holder, 'exit').then(() => Promise.reject(new Error(`flock ${path} failed`))),
    ]);
  } finally {
    clearTimeout(slow);
  }
  return { release: () => holder.stdin.end() };
}
