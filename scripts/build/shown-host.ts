// This file shows the guard a captured host instead of this one, so that it goes all the way to a refusal on every build machine.
import fs, { openSync } from 'node:fs';
import { join } from 'node:path';

/** `folder` is one of test/hosts. Until the returned function is called, nothing else of this machine can be seen, and no program runs. */
export function showHost(folder: string): () => void {
  const shown = {
    openSync: (path: string, flags: number): number => openSync(join(folder, FILES.get(path) ?? absent()), flags),
    accessSync: () => refuse('EROFS'),
    readlinkSync: () => 'mnt:[1]',
    statSync: () => ({ dev: 1, ino: 1 }),
    lstatSync: () => undefined,
    existsSync: () => false,
    readdirSync: absent,
    realpathSync: (path: string) => path,
  } satisfies Partial<Record<keyof typeof fs, unknown>>;
  const real = Object.fromEntries((Object.keys(shown) as (keyof typeof shown)[]).map((name) => [name, fs[name]]));
  process.getBuiltinModule('node:child_process').spawnSync = absent;
  Object.assign(fs, shown);
  return () => Object.assign(fs, real);
}

const FILES: ReadonlyMap<string, string> = new Map([
  ['/proc/self/mountinfo', 'mountinfo'],
  ['/proc/cmdline', 'cmdline'],
  ['/run/ostree-booted', 'ostree-booted'],
]);

const absent = (): never => refuse('ENOENT');

function refuse(code: string): never {
  throw Object.assign(new Error(code), { code });
}
