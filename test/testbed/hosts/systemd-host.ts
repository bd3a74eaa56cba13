// A throwaway host of a suite with its own systemd as process 1, in namespaces: for units, timers and daemons.
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { ensureRootfs, type Suite } from './rootfs.ts';
import { throwawayFolder } from './throwaway.ts';

/** `extra`: further Debian packages of the root file system. `folders` of the machine are in /out/files there. `state`: see systemd/outside.sh. */
type More = { timeout?: number; extra?: readonly string[]; folders?: readonly string[]; state?: string };

/** Runs the shell script `inside` there; the files that it left in /out, by their names. `deb` is installed before the start. */
export async function onSystemd(suite: Suite, deb: string, inside: string, { timeout = 120_000, extra = [], folders = [], state = '' }: More = {}): Promise<Record<string, string>> {
  const rootfs = await ensureRootfs(suite, extra);
  const here = await throwawayFolder();
  for (const folder of folders) cpSync(folder, join(here, 'out/files'), { recursive: true });
  // A mount namespace around it all: what a killed run leaves mounted ends with it.
  const outside = ['--mount', '--propagation', 'private', 'sh', join(import.meta.dirname, 'systemd/outside.sh'), rootfs, deb, here, inside, state];
  const { exitCode, all } = await execa('unshare', outside, { reject: false, all: true, timeout });
  const files = readdirSync(join(here, 'out'), { withFileTypes: true }).filter((entry) => entry.isFile());
  const left = Object.fromEntries(files.map(({ name }) => [name, readFileSync(join(here, 'out', name), 'utf8')]));
  if (exitCode !== 0) throw new Error(`exit ${String(exitCode)}\n${all}${left['console'] ?? ''}`);
  rmSync(here, { recursive: true });
  return left;
}
