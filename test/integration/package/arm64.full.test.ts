// The packages for arm64, made here and run by an emulator.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { REFUSAL } from '../../../src/guard/words/refusal.ts';
import { ensureArm64 } from '../../testbed/hosts/arm64.ts';
import { EMULATORS, ensureArm64Product } from '../../testbed/hosts/arm64-product.ts';
import type { JobResult } from '../../testbed/hosts/boot.ts';
import { buildPackages, openGuardedHost } from '../guarded-host.ts';

const hosts = join(import.meta.dirname, '../../hosts');

let folder: string;
let deb: string;
let rpm: string;
let emulator: readonly string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'arm64-'));
  [deb = '', rpm = ''] = buildPackages('--rpm', '--arch', 'arm64');
  execFileSync('dpkg-deb', ['--extract', deb, folder]);
  emulator = await ensureArm64();
}, 600_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A start under emulation, with nothing of the caller's in its environment. */
function run(...words: string[]): { status: number | null; stdout: string; stderr: string } {
  const [qemu = '', ...before] = emulator;
  const { status, stdout, stderr } = spawnSync(qemu, [...before, join(folder, 'usr/libexec/apt-image-based/bin/usr-overlay'), ...words], { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } });
  return { status, stdout, stderr };
}

it('say what they are for', () => {
  expect(execFileSync('dpkg-deb', ['--field', deb, 'Architecture'], { encoding: 'utf8' })).toBe('arm64\n');
  expect(execFileSync('rpm', ['--query', '--queryformat', '%{ARCH}', '--package', rpm], { encoding: 'utf8' })).toBe('aarch64');
  const header = execFileSync('readelf', ['--file-header', join(folder, 'usr/libexec/apt-image-based/bin/usr-overlay')], { encoding: 'utf8' });
  expect(header).toMatch(/Machine: +AArch64/);
});

it('the program starts', () => {
  expect(run('--version')).toEqual({ status: 0, stdout: expect.stringMatching(/^usr-overlay \d+\.\d+\.\d+\n$/), stderr: '' });
}, 60_000);

it('it judges hosts', () => {
  const { status, stdout, stderr } = run('check', '--json', '--from', join(hosts, 'trixie-plain-locked'));
  expect({ status, stderr }).toEqual({ status: 10, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'refuse', rule: 'image-locked', imageManager: 'ostree' });
}, 60_000);

it('the guard answers', () => {
  expect(run('guard', 'early', '1')).toEqual({ status: 0, stdout: '', stderr: '' });
}, 60_000);

describe('on a locked host', () => {
  // apt, too, by an emulator, that of this machine's own architecture: its command line is then the emulator's.
  const JOB = `
say() { echo "== $1"; }
emulated() { ${EMULATORS}/qemu-x86_64-static "$@"; }
say refused; apt-get install -y tiny-app 2>&1 | grep -E '^(error|hint)'; dpkg -i /nowhere.deb 2>&1 | grep '^error'
say emulated; emulated /usr/bin/apt-get install -y tiny-app 2>&1 | grep -E '^(error|hint)'
say simulated; apt-get -s install tiny-app | grep -c '^Inst tiny-app '
say up; usr-overlay; echo $?
say install; emulated /usr/bin/apt-get install -y tiny-app 2>&1 | grep -oE '^notice: |[0-9]+ to (install|upgrade)'; tiny-app
say status; usr-overlay status | grep -E '^(overlay|packages)'
say diff; usr-overlay diff | grep -cE '/usr/bin/tiny-app|/etc/tiny-app.conf'
say down; usr-overlay down; echo $?; tiny-app || ls /etc/tiny-app.conf || echo gone
say run; usr-overlay run apt-get install -y tiny-install 2>&1 | grep -c '^Setting up'; tiny-install; touch /usr/no || echo read-only; usr-overlay down | head -n 1
say log; usr-overlay log | grep -c tiny
say doctor; usr-overlay doctor
say end
`;
  let seen: JobResult;
  const part = (name: string): string => new RegExp(`^== ${name}\\n([^]*?)^== `, 'm').exec(seen.stdout)?.[1] ?? `none in: ${seen.stdout}${seen.stderr}`;

  beforeAll(async () => {
    const host = await openGuardedHost({ variant: 'trixie', state: 'locked', guarded: false, install: [await ensureArm64Product(deb)] });
    try {
      seen = await host.run(JOB, { timeout: 1_200_000 });
    } finally {
      await host.remove();
    }
  }, 1_800_000);

  it.each<[string, RegExp]>([
    ['refused', new RegExp(`^${REFUSAL}\\nhint: [^]*usr-overlay run apt-get install -y tiny-app[^]*${REFUSAL}\\n$`)],
    ['emulated', /usr-overlay run \/usr\/bin\/apt-get install -y tiny-app/],
    ['simulated', /^1\n$/],
    ['up', /mounted on \/usr[^]*\n0\n$/],
    ['install', /^notice: \n4 to install\n1 to upgrade\ntiny-app 1\.0\n$/],
    ['status', /^overlay: +ostree, transient, read\/write[^]*4 installed[^]*1 upgraded/],
    ['diff', /^[1-9]/],
    ['down', /^The overlay on \/usr was removed; [^]*\n0\ngone\n$/],
    ['run', /^1\ntiny-install 1\.0\nread-only\nThe overlay on \/usr was removed; /],
    ['log', /^[1-9]/],
    ['doctor', /^Nothing is wrong/],
  ])('%s', (name, expected) => {
    expect(part(name)).toMatch(expected);
  });
});
