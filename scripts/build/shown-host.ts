// This file shows the guard a captured host instead of this one, so that it goes all the way to its last line on every build machine.
import fs, { openSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `folder` is one of test/hosts: a locked one, or one with an overlay, on which an apt runs. Until the returned function is called, nothing
 * else of this machine can be seen or changed, and no program runs.
 */
export function showHost(folder: string): () => void {
  const files = new Map([...HOST_FILES, ...RUN_FILES]);
  const isLocked = folder.endsWith('-locked');
  const shown = {
    openSync: (path: string, flags: number): number => openSync(join(folder, RUN_FILES.has(path) ? RUN : '', files.get(path) ?? absent()), flags),
    accessSync: () => (isLocked ? refuse('EROFS') : undefined),
    readlinkSync: (path: string) => (path.endsWith('/exe') ? '/usr/bin/apt-get' : 'mnt:[1]'),
    statSync: () => ({ dev: 1, ino: 1, birthtimeMs: 1, mtimeMs: Date.now() }),
    lstatSync: (path: string) => (path === '/run/apt-image-based' ? { mode: 0o40700, uid: 0 } : undefined),
    existsSync: () => false,
    readdirSync: absent,
    realpathSync: (path: string) => path,
    ...(!isLocked && { statfsSync: () => ({ type: 0xef53, bsize: 4096, blocks: 1e6, bfree: 9e5, bavail: 9e5 }) }),
    truncateSync: () => undefined,
    mkdirSync: absent,
    writeFileSync: absent,
  };
  const real = Object.fromEntries((Object.keys(shown) as (keyof typeof fs)[]).map((name) => [name, fs[name]]));
  Object.assign(process.getBuiltinModule('node:child_process'), { spawnSync: failing, spawn: absent });
  Object.assign(fs, shown);
  return () => Object.assign(fs, real);
}

const HOST_FILES: ReadonlyMap<string, string> = new Map([
  ['/proc/self/mountinfo', 'mountinfo'],
  ['/proc/cmdline', 'cmdline'],
  ['/run/ostree-booted', 'ostree-booted'],
]);

/** Beside test/hosts. */
const RUN = '../../captured-run';
const RUN_FILES: ReadonlyMap<string, string> = new Map([
  ['/proc/uptime', 'uptime'],
  ['/proc/158/stat', 'shell.stat'],
  ['/proc/158/cmdline', 'shell.cmdline'],
  ['/proc/162/stat', 'apt.stat'],
  ['/proc/162/cmdline', 'apt.cmdline'],
  ['/proc/167/stat', 'hook-parent.stat'],
  ['/proc/167/cmdline', 'apt.cmdline'],
  ['/run/apt-image-based/plan.162', 'plan'],
]);

/** A program that fails without a word. */
const failing = (): never => ({ pid: 1, output: [], stdout: '', stderr: '', status: 1, signal: null }) as never;

const absent = (): never => refuse('ENOENT');

function refuse(code: string): never {
  throw Object.assign(new Error(code), { code });
}
