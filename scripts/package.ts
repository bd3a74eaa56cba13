// npm run package makes dist/packages/apt-image-based_VERSION_ARCH.deb and the .rpm, with --arch arm64 for that architecture, and prints
// their paths. With --fast, for tests, they are barely compressed, lie in dist/packages/fast, and the .rpm is made only with --rpm.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureTools } from './apt-tools.ts';
import { build } from './build.ts';
import { controlFiles } from './package/control.ts';
import { writeDeb } from './package/deb.ts';
import { layout, rpmLayout } from './package/layout.ts';
import { writeRpm } from './package/rpm.ts';
import { dist, fromRoot, name, root, version } from './paths.ts';
import { findTarget, NATIVE, type Target } from './target.ts';

// xz beyond its default level takes twice as long and saves one percent.
const compressions = { fast: ['-Zgzip', '-z1'], release: ['-Zxz', '-z6'] };
const payloads = { fast: 'w1.gzdio', release: 'w6.xzdio' };

/** Brings the executable and the .deb up to date, and returns the .deb's path. */
export async function buildPackage({ fast, target = NATIVE }: { fast: boolean; target?: Target }): Promise<string> {
  await build(target);
  const epoch = sourceDateEpoch();
  const entries = layout(epoch, target);
  const output = join(dist, 'packages', fast ? 'fast' : '.', `${name}_${version}_${target.debian}.deb`);
  if (!fast) process.stderr.write('compressing takes half a minute\n');
  const compression = compressions[fast ? 'fast' : 'release'];
  const built = writeDeb(output, { entries, control: controlFiles(entries, target), epoch, compression });
  process.stderr.write(`${output}: ${(statSync(output).size / 1e6).toFixed(1)} MB${built ? '' : ', up to date'}\n`);
  return output;
}

/** Makes the .rpm anew and returns its path. */
export async function buildRpm({ fast, target = NATIVE }: { fast: boolean; target?: Target }): Promise<string> {
  ensureTools(['rpmbuild']);
  await build(target);
  const output = join(dist, 'packages', fast ? 'fast' : '.', `${name}-${version}-1.${target.rpm}.rpm`);
  writeRpm(output, { entries: rpmLayout(target), target, epoch: sourceDateEpoch(), compression: payloads[fast ? 'fast' : 'release'] });
  process.stderr.write(`${output}: ${(statSync(output).size / 1e6).toFixed(1)} MB\n`);
  return output;
}

/** Returns seconds since 1970: as the caller sets them, else of the last commit, else (in a tarball) of the changelog. */
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
  const { values } = parseArgs({ options: { fast: { type: 'boolean', default: false }, rpm: { type: 'boolean', default: false }, arch: { type: 'string', default: NATIVE.arch } } });
  const options = { fast: values.fast, target: findTarget(values.arch) };
  process.stdout.write(`${await buildPackage(options)}\n`);
  if (!values.fast || values.rpm) process.stdout.write(`${await buildRpm(options)}\n`);
}
