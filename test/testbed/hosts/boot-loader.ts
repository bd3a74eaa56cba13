// What a boot loader reads from an ostree sysroot: the kernel command line of the deployment that boots next.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export function bootOptions(sysroot: string): string {
  const folder = join(sysroot, 'boot/loader/entries');
  const entries = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const version = (entry: string): number => Number(/^version (\d+)$/m.exec(entry)?.[1] ?? 0);
  const newest = entries.sort((a, b) => version(b) - version(a))[0];
  const options = newest && /^options (.*)$/m.exec(newest)?.[1];
  if (!options) throw new Error(`no boot loader entry in ${folder}`);
  return options;
}
