// A configuration file that an upgrade replaced stays when the overlay goes, and then is newer than its program. Nobody edited it if it
// is still as the newer version shipped it; the image's own is in /usr/etc, on ostree.

import { lstatSync, readFileSync, renameSync } from 'node:fs';
import { dpkgName, type Stanza } from '../core/dpkg-stanzas.ts';
import { parseDpkgPackages } from '../core/package-set.ts';
import { runProgram } from '../system/processes/run-program.ts';
import { md5 } from './package-files.ts';

/** `path` in /etc is to be replaced by the image's. */
export type ConffilePlan = { package: string; path: string };

export function planConffiles(newer: Stanza, image: Stanza): ConffilePlan[] {
  const shipped = sumsOf(newer);
  return [...sumsOf(image)].flatMap(([path, sum]) => {
    const now = sumOf(path);
    const isUntouched = now !== sum && now === shipped.get(path) && now !== null;
    return isUntouched && sumOf(`/usr${path}`) === sum ? [{ package: dpkgName(image), path }] : [];
  });
}

/** What is replaced goes to where dpkg would put it. Null, or what went wrong. */
export async function putBack({ path }: ConffilePlan): Promise<string | null> {
  const copies = [[path, `${path}.dpkg-old`], [`/usr${path}`, `${path}.dpkg-new`]] as const;
  for (const [from, to] of copies) {
    const copied = await runProgram('cp', ['--archive', '--no-target-directory', '--', from, to], 60_000);
    if (!copied.ok) return copied.line;
  }
  renameSync(`${path}.dpkg-new`, path);
  return null;
}

function sumsOf(stanza: Stanza): Map<string, string> {
  const [parsed] = parseDpkgPackages(stanza.text).packages;
  return new Map((parsed?.conffiles ?? []).filter(({ path }) => path.startsWith('/etc/')).map(({ path, md5: sum }) => [path, sum]));
}

function sumOf(path: string): string | null {
  try {
    return lstatSync(path).isFile() ? md5(readFileSync(path)) : null;
  } catch {
    return null;
  }
}
