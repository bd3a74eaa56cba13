// The commit that is checked out, built in two clones under two names, umasks, time zones and languages, must give the same bytes.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ensureNodePackage } from '../../../scripts/build/node-package.ts';
import { findTarget, NATIVE } from '../../../scripts/target.ts';
import type { Asked } from '../options.ts';
import type { Outcome } from '../outcome.ts';

const checkout = join(import.meta.dirname, '../../..');
const surroundings = [
  { clone: 'one', umask: '022', env: { TZ: 'UTC', LC_ALL: 'C.UTF-8', HOME: '/root' } },
  { clone: 'a second clone, in a longer path', umask: '077', env: { TZ: 'Pacific/Kiritimati', LC_ALL: 'POSIX', HOME: '/nonexistent', LOGNAME: 'builder' } },
] as const;

export async function run({ values: { fast, arch = NATIVE.arch } }: Asked): Promise<Outcome[]> {
  const options = ['--rpm', '--arch', arch, ...(fast ? ['--fast'] : [])];
  // Both builds are given the same packages of npm's, and ask no network: node_modules, and another architecture's Node.
  ensureNodePackage(findTarget(arch));
  const work = mkdtempSync(join(tmpdir(), 'reproducible-'));
  try {
    const [first = [], second = []] = surroundings.map((each) => build(work, options, each));
    if (first.length < 2) throw new Error('two packages were to be built');
    return first.map(({ name, digest }, index) => {
      const other = second[index];
      const isSame = name === other?.name && digest === other.digest;
      return { name, tried: 1, wrong: isSame ? 0 : 1, note: isSame ? digest.slice(0, 16) : `${digest.slice(0, 16)}, and then ${other?.digest.slice(0, 16) ?? 'not built'}` };
    });
  } finally {
    rmSync(work, { recursive: true });
  }
}

function build(work: string, options: readonly string[], { clone, umask, env }: (typeof surroundings)[number]): { name: string; digest: string }[] {
  const folder = join(work, clone);
  execFileSync('git', ['clone', '--quiet', checkout, folder]);
  mkdirSync(join(folder, 'dist'));
  for (const given of ['node_modules', 'dist/node']) symlinkSync(join(checkout, given), join(folder, given));
  process.stderr.write(`building in ${JSON.stringify(folder)}\n`);
  const path = `${join(checkout, 'node_modules/.bin')}:/usr/sbin:/usr/bin:/sbin:/bin`;
  const { status, stdout } = spawnSync('sh', ['-c', `umask ${umask}; exec node scripts/package.ts "$@"`, 'build', ...options], { cwd: folder, env: { ...env, PATH: path }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) throw new Error(`exit ${String(status)}`);
  return stdout.trim().split('\n').map((file) => ({ name: basename(file), digest: createHash('sha256').update(readFileSync(file)).digest('hex') }));
}
