// The tests' stand-in for bootc answers as the captured, real one did: each field, in each of its forms.

import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HOSTS = new URL('../../hosts/', import.meta.url).pathname;
const STAND_IN = new URL('../../testbed/stand-in/bootc', import.meta.url).pathname;
const roots: string[] = [];

afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })));

/** Where bootc answered, from a terminal too. */
const ANSWERED = readdirSync(HOSTS).filter((name) => name.startsWith('bootc-') && readdirSync(HOSTS + name).includes('bootc-status.json'));

it('are enough to be worth it', () => expect(ANSWERED.length).toBeGreaterThan(40));

describe.each(ANSWERED)('%s', (name) => {
  const stand = standInOn(name);
  const more = (file: string): string => readFileSync(`${HOSTS}${name}/more/bootc-status.${file}`, 'utf8');

  it('JSON, to the byte but for names, versions, times and digests', () => {
    const real = readFileSync(`${HOSTS}${name}/bootc-status.json`, 'utf8');
    expect(neutral(stand('status', '--format=json', '--format-version=1').stdout)).toBe(neutral(real));
    expect(stand('status', '--json').stdout).toBe(stand('status', '--format', 'json').stdout);
  });

  it('names the image of what will be booted next', () => {
    for (const text of [stand('status', '--json').stdout, readFileSync(`${HOSTS}${name}/bootc-status.json`, 'utf8')]) {
      const { spec, status } = JSON.parse(text) as { spec: { image: unknown }; status: Record<'staged' | 'booted', { image: { image: unknown } | null } | null> };
      expect(spec.image).toEqual((status.staged ?? status.booted)?.image?.image ?? null);
    }
  });

  it('YAML where it is no terminal', () => expect(neutral(stand('status').stdout)).toBe(neutral(more('yaml'))));

  it('words for a reader', () => expect(neutral(stand('status', '--format=humanreadable').stdout)).toBe(neutral(more('humanreadable'))));
});

describe('what a transcript shows', () => {
  const stand = standInOn('bootc-locked');

  it.each<[string, string[], Record<string, string>, ReturnType<typeof stand>]>([
    ['--version', ['--version'], {}, { status: 0, stdout: 'bootc 1.16.9\n', stderr: '' }],
    ['another format version', ['status', '--format-version=2'], {}, { status: 1, stdout: '', stderr: 'error: Status: Unsupported format version: 2\n' }],
    ['no such option', ['status', '--nonsense'], {}, { status: 2, stdout: '', stderr: "error: unexpected argument '--nonsense' found\n\nUsage: bootc status [OPTIONS]\n\nFor more information, try '--help'.\n" }],
    ['no such command', ['nonsense'], {}, { status: 2, stdout: '', stderr: "error: unrecognized subcommand 'nonsense'\n\nUsage: bootc <COMMAND>\n\nFor more information, try '--help'.\n" }],
    ['not root', ['status'], { STAND_IN_UID: '1000' }, { status: 1, stdout: '', stderr: 'error: Status: Preparing for write: Querying root privilege: This command must be executed as the root user\n' }],
    ['a container', ['usr-overlay'], { container: 'podman' }, { status: 1, stdout: '', stderr: 'error: usroverlay only applies on booted hosts\n' }],
    [
      'the status of a container',
      ['status', '--json'],
      { container: 'podman' },
      {
        status: 0,
        stdout: '{"apiVersion":"org.containers.bootc/v1","kind":"BootcHost","metadata":{"name":"host"},"spec":{"bootOrder":"default","image":null},"status":{"booted":null,"readOnly":false,"rollback":null,"rollbackQueued":false,"staged":null,"type":null,"usrOverlay":null}}',
        stderr: '',
      },
    ],
  ])('%s', (_, args, environment, expected) => expect(stand.with(environment)(...args)).toEqual(expected));

  it("waits for ostree's lock on the sysroot", () => {
    const lock = join(stand.root, 'sysroot/ostree/lock');
    mkdirSync(join(stand.root, 'sysroot/ostree'), { recursive: true });
    writeFileSync(lock, '');
    const hold = `use Fcntl; open my $f, '+<', $ARGV[0]; my $all = pack('s s x4 q q i x4', F_WRLCK, 0, 0, 0, 0); fcntl $f, 37, $all or die; system @ARGV[1..2], 'status'; exit $? >> 8`;
    const waits = spawnSync('timeout', ['2', 'perl', '-e', hold, lock, 'perl', STAND_IN], { env: stand.environment, encoding: 'utf8' });
    expect(waits).toMatchObject({ status: 124, stdout: '' });
    expect(stand('status').status).toBe(0);
  });
});

type Answer = { status: number | null; stdout: string; stderr: string };
type StandIn = ((...args: string[]) => Answer) & { with: (environment: Record<string, string>) => (...args: string[]) => Answer; root: string; environment: Record<string, string> };

/** The stand-in on a captured host: its mount table, its kernel arguments, and an `ostree` that answers as it did there. */
function standInOn(name: string): StandIn {
  const root = mkdtempSync(join(tmpdir(), 'stand-in-'));
  roots.push(root);
  for (const folder of ['run', 'bin', 'proc/self']) mkdirSync(join(root, folder), { recursive: true });
  const captured = new Set(readdirSync(HOSTS + name));
  for (const [file, place] of [['mountinfo', 'proc/self/mountinfo'], ['cmdline', 'proc/cmdline'], ['ostree-booted', 'run/ostree-booted'], ['ostree-admin-status', 'status']] as const) {
    if (captured.has(file)) cpSync(`${HOSTS}${name}/${file}`, join(root, place));
  }
  writeFileSync(join(root, 'bin/ostree'), `#!/bin/sh\ncat ${root}/status\n`);
  chmodSync(join(root, 'bin/ostree'), 0o755);
  writeFileSync(join(root, 'run/bootc-stand-in'), name.includes('-old-bootc') ? 'old\n' : '');
  const environment = { PATH: `${root}/bin:/usr/bin:/bin`, STAND_IN_ROOT: root, STAND_IN_UID: '0' };
  const withMore = (more: Record<string, string>) => (...args: string[]): Answer => {
    const { status, stdout, stderr } = spawnSync('perl', [STAND_IN, ...args], { env: { ...environment, ...more }, encoding: 'utf8' });
    return { status, stdout, stderr };
  };
  return Object.assign(withMore({}), { with: withMore, root, environment });
}

/** Without what only the registry knows. */
function neutral(text: string): string {
  return text
    .replace(/("?)\b(image|imageDigest|timestamp|version|bootDigest|verity|transport)\b\1: ?(?!null)("[^"]*"|[^\s{},]+)/g, '$2: -')
    .replace(/^( *\S? ?(?:Booted|Staged|Rollback) image:|.*(?:Digest|Version|Verity|Timestamp):) .*$/gm, '$1 -');
}
