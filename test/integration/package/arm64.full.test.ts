// The packages for arm64, made here and run by an emulator.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ensureArm64 } from '../../testbed/hosts/arm64.ts';
import { buildPackages } from '../guarded-host.ts';

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
