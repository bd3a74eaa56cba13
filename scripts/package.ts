// npm run package: dist/packages/apt-image-based_VERSION_ARCH.deb. With --fast, for tests: barely compressed, in dist/packages/fast.
// Prints the package's path.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.ts';
import { controlFiles } from './package/control.ts';
import { writeDeb } from './package/deb.ts';
import { layout } from './package/layout.ts';
import { dist, fromRoot, name, root, version } from './paths.ts';
import { target } from './target.ts';

// xz beyond its default level takes twice as long and saves one percent.
const compressions = { fast: ['-Zgzip', '-z1'], release: ['-Zxz', '-z6'] };

/** Brings the executable and the package up to date and returns the package's path. */
export async function buildPackage({ fast }: { fast: boolean }): Promise<string> {
  await build();
  const epoch = sourceDateEpoch();
  const entries = layout(epoch);
  const output = join(dist, 'packages', fast ? 'fast' : '.', `${name}_${version}_${target.debian}.deb`);
  if (!fast) process.stderr.write('compressing takes half a minute\n');
  const compression = compressions[fast ? 'fast' : 'release'];
  const built = writeDeb(output, { entries, control: controlFiles(entries), epoch, compression });
  process.stderr.write(`${output}: ${(statSync(output).size / 1e6).toFixed(1)} MB${built ? '' : ', up to date'}\n`);
  return output;
}

/** Seconds: what the caller says, else the last commit, else (a tarball) the changelog's own age. */
function sourceDateEpoch(): number {
  const given = process.env.SOURCE_DATE_EPOCH;
  if (given !== undefined && /^\d+$/.test(given)) return Number(given);
  try {
    return Number(execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8', stdio: 'pipe' }));
  } catch {
    return Math.floor(statSync(fromRoot('CHANGELOG.md')).mtimeMs / 1000);
  }
}

if (import.meta.main) {
  const path = await buildPackage({ fast: process.argv.includes('--fast') });
  process.stdout.write(`${path}\n`);
}
